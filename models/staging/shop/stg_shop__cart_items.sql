{{ config(enabled=var('shop_enabled'), materialized='view') }}

with carts as (
    select * from {{ ref('stg_shop__carts') }}
),

items as (
    select
        cart_number,
        {{ json_elements('items') }} as item
    from carts
),

renamed as (
    select
        cart_number,
        {{ json_value('item', 'sku') }} as sku,
        coalesce({{ try_cast(json_value('item', 'quantity'), 'decimal(18, 3)') }}, 1) as quantity,
        coalesce({{ try_cast(json_value('item', 'price'), 'decimal(18, 4)') }}, 0)
            as unit_price_amount
    from items
)

select * from renamed
