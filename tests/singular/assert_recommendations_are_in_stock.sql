{# Nobody is offered what cannot be had, read from the catalogue itself. #}
{{ config(meta={'dagster': {'ref': {'name': 'customer_recommendations'}}}) }}

with customer_recommendations as (
    select * from {{ ref('customer_recommendations') }}
),

products as (
    select * from {{ ref('input__products') }}
),

final as (
    select customer_recommendations.*
    from customer_recommendations
    left join products
        on customer_recommendations.sku = products.sku
    where coalesce(products.stock_quantity, 0) <= 0
)

select * from final
