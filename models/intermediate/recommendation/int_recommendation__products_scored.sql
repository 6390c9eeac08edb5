{#
The score of a product for a customer: its affinity to their own products, plus the likelihood of its
category times its share in it, plus a trace of its popularity; more for the brands they choose, less
far from what they usually spend. What says most is the basis that they are told.
#}
with products_eligible as (
    select * from {{ ref('int_recommendation__products_eligible') }}
),

products_popular as (
    select * from {{ ref('int_recommendation__products_popular') }}
),

products_described as (
    select * from {{ ref('int_recommendation__products_described') }}
),

categories_expected as (
    select * from {{ ref('int_recommendation__categories_expected') }}
),

tastes_measured as (
    select * from {{ ref('int_recommendation__tastes_measured') }}
),

price_levels as (
    select
        fold,
        customer_id,
        max(price_level) as price_level
    from tastes_measured
    group by fold, customer_id
),

measured as (
    select
        products_eligible.*,
        products_described.category,
        categories_expected.is_thin,
        coalesce(tastes_measured.brand_share, 0) as brand_share,
        products_described.price_level / nullif(price_levels.price_level, 0) as price_ratio,
        cast(
            coalesce(
                {{ recommendation_limit('category_weight') }}
                * categories_expected.probability * products_popular.category_share, 0
            ) as decimal(18, 12)
        ) as category_term,
        cast(
            {{ recommendation_limit('popularity_weight') }}
            * coalesce(products_popular.overall_share, 0) as decimal(18, 12)
        ) as popularity_term
    from products_eligible
    left join products_described
        on products_eligible.product_id = products_described.product_id
    left join products_popular
        on
            products_eligible.fold = products_popular.fold
            and products_eligible.product_id = products_popular.product_id
    left join categories_expected
        on
            products_eligible.fold = categories_expected.fold
            and products_eligible.customer_id = categories_expected.customer_id
            and products_described.category = categories_expected.category
    left join tastes_measured
        on
            products_eligible.fold = tastes_measured.fold
            and products_eligible.customer_id = tastes_measured.customer_id
            and products_described.brand = tastes_measured.brand
    left join price_levels
        on
            products_eligible.fold = price_levels.fold
            and products_eligible.customer_id = price_levels.customer_id
),

scored as (
    select
        *,
        cast(
            (affinity + category_term + popularity_term)
            * (1 + {{ recommendation_limit('brand_weight') }} * brand_share)
            * case
                when
                    price_ratio < {{ recommendation_limit('price_band_low') }}
                    or price_ratio > {{ recommendation_limit('price_band_high') }}
                    then {{ recommendation_limit('price_outside_factor') }}
                else 1
            end as decimal(18, 9)
        ) as score,
        case
            when affinity > 0 and affinity >= category_term then strongest_sign
            when category_term > 0 and not is_thin then 'category'
            else 'popular'
        end as basis
    from measured
),

final as (
    select
        *,
        row_number() over (
            partition by fold, customer_id
            order by score desc nulls last, product_id asc
        ) as recommendation_rank,
        row_number() over (
            partition by fold, customer_id
            order by affinity desc nulls last, product_id asc
        ) as affinity_rank
    from scored
)

select * from final
