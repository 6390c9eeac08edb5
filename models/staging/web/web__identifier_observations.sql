{{ config(enabled=var('web_enabled'), materialized='view') }}

with runs as (
    {{ device_runs(ref('stg_web__session_calls')) }}
),

calls as (
    select * from {{ ref('stg_web__calls') }}
    where call_type = 'identify' or track_name = 'Signed Out'
),

sessions as (
    select
        'web' as source_name,
        source_record_id,
        'device_session' as record_kind,
        '{{ var("default_country") }}' as country_code,
        false as is_sign_out,
        device_value as anonymous_id,
        login as user_id,
        cast(null as {{ dbt.type_string() }}) as email,
        cast(null as {{ dbt.type_string() }}) as phone,
        has_tracer_consent,
        occurred_at,
        last_occurred_at,
        record_count,
        ingested_at
    from runs
),

single_calls as (
    select
        'web' as source_name,
        source_record_id,
        case when call_type = 'identify' then 'identify' else 'device_session' end as record_kind,
        '{{ var("default_country") }}' as country_code,
        call_type <> 'identify' as is_sign_out,
        anonymous_id,
        user_id,
        email,
        phone,
        has_analytics_consent as has_tracer_consent,
        occurred_at,
        occurred_at as last_occurred_at,
        1 as record_count,
        ingested_at
    from calls
),

records as (
    select * from sessions
    union all
    select * from single_calls
),

final as (
    {{ observed_identifiers('records', [
        {'type': 'cookie', 'value': 'anonymous_id'},
        {'type': 'login', 'value': 'user_id'},
        {'type': 'email', 'value': 'email'},
        {'type': 'phone', 'value': 'phone'},
    ], has_tracer_consent='has_tracer_consent') }}
)

select * from final
