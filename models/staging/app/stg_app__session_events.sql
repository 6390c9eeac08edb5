{{ config(enabled=var('app_enabled'), materialized='view') }}

with events as (
    select * from {{ ref('stg_app__events') }}
),

renamed as (
    select
        source_record_id,
        mobile_id as device_value,
        user_id as login,
        cast(null as boolean) as has_tracer_consent,
        occurred_at,
        ingested_at
    from events
    where event_type <> 'Signed Out'
)

select * from renamed
