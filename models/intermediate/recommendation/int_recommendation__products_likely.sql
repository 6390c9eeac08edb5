{# Which products come into question for a customer, by affinity and by being popular in a likely
   category or at all, with the own product that speaks loudest for each. Only candidates that may be
   had today are kept today. #}
with customers_served as (
    select * from {{ ref('int_recommendation__customers_served') }}
),

products_weighed as (
    select * from {{ ref('int_recommendation__products_weighed') }}
    where product_rank <= {{ recommendation_limit('history_products') }}
),

products_paired as (
    select * from {{ ref('int_recommendation__products_paired') }}
),

products_popular as (
    select * from {{ ref('int_recommendation__products_popular') }}
),

categories_expected as (
    select * from {{ ref('int_recommendation__categories_expected') }}
    where category_rank <= 3
),

voices as (
    select
        customers_served.fold,
        customers_served.customer_id,
        products_paired.other_product_id as product_id,
        products_weighed.product_id as because_product_id,
        products_weighed.strongest_sign,
        cast(
            products_weighed.weight / products_weighed.total_weight
            * products_paired.affinity_score as decimal(18, 12)
        ) as affinity
    from customers_served
    inner join products_weighed
        on
            customers_served.fold = products_weighed.fold
            and customers_served.customer_id = products_weighed.customer_id
    inner join products_paired
        on
            products_weighed.fold = products_paired.fold
            and products_weighed.product_id = products_paired.product_id
),

ranked as (
    select
        *,
        row_number() over (
            partition by fold, customer_id, product_id
            order by affinity desc nulls last, because_product_id asc
        ) as voice_rank
    from voices
),

by_affinity as (
    select
        fold,
        customer_id,
        product_id,
        sum(affinity) as affinity,
        max(case when voice_rank = 1 then because_product_id end) as because_product_id,
        max(case when voice_rank = 1 then strongest_sign end) as strongest_sign
    from ranked
    group by fold, customer_id, product_id
),

by_popularity as (
    select
        categories_expected.fold,
        categories_expected.customer_id,
        products_popular.product_id
    from categories_expected
    inner join products_popular
        on
            categories_expected.fold = products_popular.fold
            and categories_expected.category = products_popular.category
    where products_popular.category_rank <= {{ recommendation_limit('popular_kept') }}

    union all

    select
        customers_served.fold,
        customers_served.customer_id,
        products_popular.product_id
    from customers_served
    inner join products_popular
        on customers_served.fold = products_popular.fold
    where
        products_popular.overall_rank <= {{ recommendation_limit('popular_kept') }}
        or (
            products_popular.is_sizeless
            and products_popular.sizeless_rank <= {{ recommendation_limit('popular_kept') }}
        )
),

together as (
    select
        fold,
        customer_id,
        product_id,
        affinity,
        because_product_id,
        strongest_sign
    from by_affinity

    union all

    select
        fold,
        customer_id,
        product_id,
        cast(0 as decimal(18, 12)) as affinity,
        cast(null as {{ dbt.type_string() }}) as because_product_id,
        cast(null as {{ dbt.type_string() }}) as strongest_sign
    from by_popularity
),

final as (
    select
        fold,
        customer_id,
        product_id,
        max(affinity) as affinity,
        max(because_product_id) as because_product_id,
        max(strongest_sign) as strongest_sign
    from together
    group by fold, customer_id, product_id
)

select * from final
