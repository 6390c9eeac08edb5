{{ config(enabled=var('shop_enabled'), materialized='view') }}

with carts as (
    select * from {{ ref('stg_shop__carts') }}
),

records as (
    select
        'shop' as source_name,
        source_record_id,
        'cart' as record_kind,
        '{{ var("default_country") }}' as country_code,
        false as is_sign_out,
        account_id,
        anonymous_id,
        mobile_id,
        created_at as occurred_at,
        updated_at as last_occurred_at,
        1 as record_count,
        ingested_at
    from carts
),

final as (
    {{ observed_identifiers('records', [
        {'type': 'login', 'value': 'account_id'},
        {'type': 'cookie', 'value': 'anonymous_id'},
        {'type': 'mobile_id', 'value': 'mobile_id'},
    ]) }}
)

select * from final
