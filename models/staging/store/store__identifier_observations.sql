{{ config(enabled=var('store_enabled'), materialized='view') }}

with tickets as (
    select * from {{ ref('stg_store__tickets') }}
),

records as (
    select
        'store' as source_name,
        source_record_id,
        'ticket' as record_kind,
        '{{ var("default_country") }}' as country_code,
        false as is_sign_out,
        loyalty_card_number,
        ereceipt_email,
        sold_at as occurred_at,
        sold_at as last_occurred_at,
        1 as record_count,
        ingested_at
    from tickets
),

final as (
    {{ observed_identifiers('records', [
        {'type': 'loyalty_id', 'value': 'loyalty_card_number'},
        {'type': 'email', 'value': 'ereceipt_email'},
    ]) }}
)

select * from final
