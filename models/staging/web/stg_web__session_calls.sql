{{ config(enabled=var('web_enabled'), materialized='view') }}

with calls as (
    select * from {{ ref('stg_web__calls') }}
),

renamed as (
    select
        source_record_id,
        anonymous_id as device_value,
        user_id as login,
        has_analytics_consent as has_tracer_consent,
        occurred_at,
        ingested_at
    from calls
    where call_type <> 'identify' and coalesce(track_name, '') <> 'Signed Out'
)

select * from renamed
