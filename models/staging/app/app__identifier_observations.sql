{{ config(enabled=var('app_enabled'), materialized='view') }}

with runs as (
    {{ device_runs(ref('stg_app__session_events')) }}
),

sign_outs as (
    select * from {{ ref('stg_app__events') }}
    where event_type = 'Signed Out'
),

records as (
    select
        'app' as source_name,
        source_record_id,
        'device_session' as record_kind,
        '{{ var("default_country") }}' as country_code,
        false as is_sign_out,
        device_value as mobile_id,
        login as user_id,
        occurred_at,
        last_occurred_at,
        record_count,
        ingested_at
    from runs

    union all

    select
        'app' as source_name,
        source_record_id,
        'device_session' as record_kind,
        '{{ var("default_country") }}' as country_code,
        true as is_sign_out,
        mobile_id,
        user_id,
        occurred_at,
        occurred_at as last_occurred_at,
        1 as record_count,
        ingested_at
    from sign_outs
),

final as (
    {{ observed_identifiers('records', [
        {'type': 'mobile_id', 'value': 'mobile_id'},
        {'type': 'login', 'value': 'user_id'},
    ]) }}
)

select * from final
