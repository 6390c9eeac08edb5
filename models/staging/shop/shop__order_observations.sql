{{ config(enabled=var('shop_enabled'), materialized='view') }}

with orders as (
    select * from {{ ref('stg_shop__orders') }}
),

records as (
    select
        'shop' as source_name,
        source_record_id,
        'order' as record_kind,
        '{{ var("default_country") }}' as country_code,
        false as is_sign_out,
        account_id,
        buyer_email,
        buyer_phone,
        anonymous_id,
        mobile_id,
        recipient_email,
        recipient_phone,
        ordered_at as occurred_at,
        ordered_at as last_occurred_at,
        1 as record_count,
        ingested_at
    from orders
),

final as (
    {{ observed_identifiers('records', [
        {'type': 'login', 'value': 'account_id'},
        {'type': 'email', 'value': 'buyer_email'},
        {'type': 'phone', 'value': 'buyer_phone'},
        {'type': 'cookie', 'value': 'anonymous_id'},
        {'type': 'mobile_id', 'value': 'mobile_id'},
        {'type': 'email', 'value': 'recipient_email', 'role': 'recipient'},
        {'type': 'phone', 'value': 'recipient_phone', 'role': 'recipient'},
    ]) }}
)

select * from final
