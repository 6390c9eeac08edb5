{{ config(enabled=var('shop_enabled'), materialized='view') }}

with source as (
    select * from {{ ref('base_shop__orders') }}
    where _outcome = 'kept'
),

renamed as (
    select
        {{ source_record_id('shop', 'orders', 'order_id') }} as source_record_id,
        order_id as order_number,
        account_id,
        buyer_email,
        buyer_phone,
        buyer_first_name,
        buyer_last_name,
        buyer_postcode,
        recipient_email,
        recipient_phone,
        recipient_first_name,
        recipient_last_name,
        recipient_postcode,
        coalesce(is_gift, false) as is_gift,
        anonymous_id,
        mobile_id,
        order_channel,
        status,
        upper(currency) as currency,
        items_amount,
        discount_amount,
        shipping_amount,
        total_amount,
        coupon_code,
        ordered_at,
        coalesce(updated_at, ordered_at) as updated_at,
        ingested_at
    from source
)

select * from renamed
