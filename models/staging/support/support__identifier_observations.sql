{{ config(enabled=var('support_enabled'), materialized='view') }}

with contacts as (
    select * from {{ ref('stg_support__contacts') }}
),

records as (
    select
        'support' as source_name,
        source_record_id,
        'support' as record_kind,
        '{{ var("default_country") }}' as country_code,
        false as is_sign_out,
        account_id,
        email,
        phone,
        opened_at as occurred_at,
        opened_at as last_occurred_at,
        1 as record_count,
        ingested_at
    from contacts
),

final as (
    {{ observed_identifiers('records', [
        {'type': 'login', 'value': 'account_id'},
        {'type': 'email', 'value': 'email'},
        {'type': 'phone', 'value': 'phone'},
    ]) }}
)

select * from final
