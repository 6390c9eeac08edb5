{{ config(enabled=var('shop_enabled'), materialized='view') }}

with final as (
    select
        sku,
        product_id,
        product_name,
        brand,
        category,
        colour,
        size,
        price_amount,
        currency,
        stock_quantity,
        updated_at,
        ingested_at
    from {{ ref('stg_shop__products') }}
)

select * from final
