{{ config(enabled=var('shop_enabled'), materialized='view') }}

with source as (
    select * from {{ ref('base_shop__products') }}
    where _outcome = 'kept'
),

renamed as (
    select
        sku,
        product_id,
        name as product_name,
        brand,
        category,
        colour,
        size,
        price as price_amount,
        upper(currency) as currency,
        stock_quantity,
        updated_at,
        ingested_at
    from source
)

select * from renamed
