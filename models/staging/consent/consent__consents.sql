{{ config(enabled=var('consent_enabled'), materialized='view') }}

with decisions as (
    select * from {{ ref('stg_consent__decisions') }}
),

final as (
    select
        {{ dbt.concat(["'consent:'", 'consent_event_id']) }} as consent_id,
        'consent' as source_name,
        source_record_id,
        identifier_type,
        identifier_value,
        purpose,
        channel,
        decision,
        consent_source,
        text_version,
        proof,
        decided_at,
        ingested_at
    from decisions
)

select * from final
