{{ config(enabled=var('privacy_enabled'), materialized='view') }}

with source as (
    select * from {{ ref('base_privacy__requests') }}
    where _outcome = 'kept'
),

renamed as (
    select
        {{ source_record_id('privacy', 'requests', 'request_id') }} as source_record_id,
        request_id as request_number,
        request_type,
        {{ identifier_type('identifier_type') }} as identifier_type,
        identifier_value,
        purpose,
        payload,
        status,
        requested_at,
        ingested_at
    from source
)

select * from renamed
