{{ config(enabled=var('snowplow_enabled'), materialized='view') }}

with events as (
    select * from {{ ref('stg_snowplow__events') }}
),

renamed as (
    select
        source_record_id,
        {{ dbt.concat(['device_type', "'|'", 'device_value']) }} as device_value,
        user_id as login,
        cast(null as boolean) as has_tracer_consent,
        occurred_at,
        ingested_at
    from events
)

select * from renamed
