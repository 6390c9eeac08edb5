{# A line whose order was set aside has nothing to belong to, and stays in staging. #}
{{ config(enabled=var('shop_enabled'), materialized='view') }}

with order_lines as (
    select * from {{ ref('stg_shop__order_lines') }}
),

orders as (
    select * from {{ ref('stg_shop__orders') }}
),

products as (
    select * from {{ ref('stg_shop__products') }}
),

final as (
    select
        {{ dbt.concat(["'shop:'", 'order_lines.order_number']) }} as order_id,
        order_lines.line_number,
        'shop' as source_name,
        orders.source_record_id,
        order_lines.sku,
        products.product_name,
        products.brand,
        products.category,
        products.colour,
        products.size,
        order_lines.quantity,
        order_lines.unit_price_amount,
        order_lines.discount_amount,
        order_lines.line_amount,
        orders.currency,
        order_lines.ingested_at
    from order_lines
    inner join orders on order_lines.order_number = orders.order_number
    left join products on order_lines.sku = products.sku
)

select * from final
