{{ config(enabled=var('social_enabled'), materialized='view') }}

with versions as (
    select * from {{ ref('stg_social__login_versions') }}
),

records as (
    select
        'social' as source_name,
        source_record_id,
        'social_login' as record_kind,
        '{{ var("default_country") }}' as country_code,
        false as is_sign_out,
        social_id,
        email,
        is_email_verified,
        account_id,
        occurred_at,
        occurred_at as last_occurred_at,
        1 as record_count,
        ingested_at
    from versions
),

observations as (
    {{ observed_identifiers('records', [
        {'type': 'social_id', 'value': 'social_id'},
        {'type': 'login', 'value': 'account_id'},
        {'type': 'email', 'value': 'email', 'is_verified': 'is_email_verified'},
    ]) }}
),

final as (
    {{ collapse_versions('observations') }}
)

select * from final
