{{ config(enabled=var('consent_enabled'), materialized='view') }}

with source as (
    select * from {{ ref('base_consent__events') }}
    where _outcome = 'kept'
),

renamed as (
    select
        {{ source_record_id('consent', 'events', 'consent_event_id') }} as source_record_id,
        consent_event_id,
        {{ identifier_type('subject_type') }} as identifier_type,
        subject_id as identifier_value,
        purpose,
        channel,
        case decision when 'granted' then 'granted' else 'denied' end as decision,
        source as consent_source,
        text_version,
        proof,
        decided_at,
        ingested_at
    from source
)

select * from renamed
