{{ config(enabled=var('consent_enabled'), materialized='view') }}

with decisions as (
    select * from {{ ref('stg_consent__decisions') }}
),

records as (
    select
        'consent' as source_name,
        source_record_id,
        'consent' as record_kind,
        '{{ var("default_country") }}' as country_code,
        false as is_sign_out,
        identifier_type,
        identifier_value,
        decided_at as occurred_at,
        decided_at as last_occurred_at,
        1 as record_count,
        ingested_at
    from decisions
),

final as (
    {{ observed_named_identifiers('records') }}
)

select * from final
