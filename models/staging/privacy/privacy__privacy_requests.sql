{{ config(enabled=var('privacy_enabled'), materialized='view') }}

with requests as (
    select * from {{ ref('stg_privacy__requests') }}
),

final as (
    select
        {{ dbt.concat(["'privacy:'", 'request_number']) }} as request_id,
        'privacy' as source_name,
        source_record_id,
        request_type,
        identifier_type,
        identifier_value,
        purpose,
        payload,
        status,
        requested_at,
        ingested_at
    from requests
)

select * from final
