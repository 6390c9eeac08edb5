{# Who has no row has an objection to profiling, or nothing in stock that fits. #}
with products_scored as (
    select * from {{ ref('int_recommendation__products_scored') }}
    where
        fold = 'live'
        and recommendation_rank <= {{ recommendation_limit('recommendations_kept') }}
),

products_described as (
    select * from {{ ref('int_recommendation__products_described') }}
),

recommendation_reasons as (
    select * from {{ ref('recommendation_reasons') }}
),

categories_expected as (
    select * from {{ ref('int_recommendation__categories_expected') }}
    where fold = 'live' and category_rank = 1
),

category_rules as (
    select * from {{ ref('category_rules') }}
),

sizes_known as (
    select * from {{ ref('int_recommendation__sizes_known') }}
),

next_categories as (
    select
        categories_expected.customer_id,
        categories_expected.category,
        categories_expected.probability,
        case
            when category_rules.size_system <> 'none' and sizes_known.size is null
                then category_rules.size_system
        end as missing_size_system
    from categories_expected
    left join category_rules
        on categories_expected.category = category_rules.category
    left join sizes_known
        on
            categories_expected.customer_id = sizes_known.customer_id
            and category_rules.size_system = sizes_known.size_system
),

named as (
    select
        products_scored.*,
        recommended.product_name,
        recommended.brand,
        because.product_name as because_product_name,
        next_categories.category as next_category,
        next_categories.probability as next_category_probability,
        next_categories.missing_size_system
    from products_scored
    inner join products_described as recommended
        on products_scored.product_id = recommended.product_id
    left join products_described as because
        on products_scored.because_product_id = because.product_id
    left join next_categories
        on products_scored.customer_id = next_categories.customer_id
),

final as (
    select
        named.customer_id,
        cast(named.recommendation_rank as integer) as recommendation_rank,
        named.product_id,
        named.sku,
        named.product_name,
        named.brand,
        named.category,
        named.size,
        named.size_basis,
        named.price_amount,
        named.currency,
        named.score,
        named.basis,
        case when named.basis not in ('category', 'popular') then named.because_product_id end
            as because_product_id,
        {%- for language in ['fr', 'en'] %}
            replace(
                replace(
                    recommendation_reasons.text_{{ language }},
                    '{product}', coalesce(named.because_product_name, named.because_product_id, '')
                ),
                '{category}', coalesce(named.category, '')
            ) as reason_{{ language }},
        {%- endfor %}
        named.next_category,
        named.next_category_probability,
        named.missing_size_system,
        {{ as_of() }} as as_of_at
    from named
    inner join recommendation_reasons
        on named.basis = recommendation_reasons.basis
    order by named.customer_id, recommendation_rank
)

select * from final
