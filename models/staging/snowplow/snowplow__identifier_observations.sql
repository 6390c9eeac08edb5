{{ config(enabled=var('snowplow_enabled'), materialized='view') }}

with runs as (
    {{ device_runs(ref('stg_snowplow__session_events')) }}
),

records as (
    select
        'snowplow' as source_name,
        source_record_id,
        'device_session' as record_kind,
        '{{ var("default_country") }}' as country_code,
        false as is_sign_out,
        case when device_value like 'cookie|%' then substring(device_value, 8) end as cookie,
        case when device_value like 'mobile_id|%' then substring(device_value, 11) end as mobile_id,
        login,
        occurred_at,
        last_occurred_at,
        record_count,
        ingested_at
    from runs
),

final as (
    {{ observed_identifiers('records', [
        {'type': 'cookie', 'value': 'cookie'},
        {'type': 'mobile_id', 'value': 'mobile_id'},
        {'type': 'login', 'value': 'login'},
    ]) }}
)

select * from final
