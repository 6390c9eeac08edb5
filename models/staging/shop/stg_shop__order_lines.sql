{{ config(enabled=var('shop_enabled'), materialized='view') }}

with source as (
    select * from {{ ref('base_shop__order_lines') }}
    where _outcome = 'kept'
),

renamed as (
    select
        order_id as order_number,
        line_no as line_number,
        sku,
        quantity,
        unit_price_amount,
        discount_amount,
        line_amount,
        ingested_at
    from source
)

select * from renamed
