{# An article that comes in sizes is offered only in the one size that is known of the customer in
   that system of sizes; the system is read from the seed itself. #}
{{ config(meta={'dagster': {'ref': {'name': 'customer_recommendations'}}}) }}

with customer_recommendations as (
    select * from {{ ref('customer_recommendations') }}
),

products as (
    select * from {{ ref('input__products') }}
),

category_rules as (
    select * from {{ ref('category_rules') }}
),

sizes_known as (
    select * from {{ ref('int_recommendation__sizes_known') }}
),

final as (
    select customer_recommendations.*
    from customer_recommendations
    inner join products
        on customer_recommendations.sku = products.sku
    left join category_rules
        on products.category = category_rules.category
    left join sizes_known
        on
            customer_recommendations.customer_id = sizes_known.customer_id
            and coalesce(category_rules.size_system, 'category ' || products.category)
            = sizes_known.size_system
    where
        products.size is not null
        and coalesce(category_rules.size_system, '') <> 'none'
        and products.size <> coalesce(sizes_known.size, '')
)

select * from final
