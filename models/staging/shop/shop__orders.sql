{{ config(enabled=var('shop_enabled'), materialized='view') }}

with orders as (
    select * from {{ ref('stg_shop__orders') }}
),

final as (
    select
        {{ dbt.concat(["'shop:'", 'order_number']) }} as order_id,
        'shop' as source_name,
        source_record_id,
        order_channel,
        cast(null as {{ dbt.type_string() }}) as store_id,
        status,
        currency,
        items_amount,
        discount_amount,
        shipping_amount,
        total_amount,
        coupon_code,
        is_gift,
        case
            when anonymous_id is not null then 'cookie'
            when mobile_id is not null then 'mobile_id'
        end as device_type,
        coalesce(anonymous_id, mobile_id) as device_value,
        ordered_at,
        ingested_at
    from orders
)

select * from final
