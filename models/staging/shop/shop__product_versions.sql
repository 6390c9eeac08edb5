{{ config(enabled=var('shop_enabled'), materialized='view') }}

with final as (
    select
        sku,
        price_amount,
        currency,
        stock_quantity,
        updated_at,
        ingested_at
    from {{ ref('stg_shop__product_versions') }}
)

select * from final
