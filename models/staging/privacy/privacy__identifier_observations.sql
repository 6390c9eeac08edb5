{{ config(enabled=var('privacy_enabled'), materialized='view') }}

with requests as (
    select * from {{ ref('stg_privacy__requests') }}
),

records as (
    select
        'privacy' as source_name,
        source_record_id,
        'privacy_request' as record_kind,
        '{{ var("default_country") }}' as country_code,
        false as is_sign_out,
        identifier_type,
        identifier_value,
        requested_at as occurred_at,
        requested_at as last_occurred_at,
        1 as record_count,
        ingested_at
    from requests
),

final as (
    {{ observed_named_identifiers('records') }}
)

select * from final
