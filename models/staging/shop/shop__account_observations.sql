{{ config(enabled=var('shop_enabled'), materialized='view') }}

with versions as (
    select * from {{ ref('stg_shop__account_versions') }}
),

records as (
    select
        'shop' as source_name,
        source_record_id,
        'account' as record_kind,
        coalesce(country_code, '{{ var("default_country") }}') as country_code,
        false as is_sign_out,
        account_id,
        email,
        phone,
        case when version_number = 1 then created_at else updated_at end as occurred_at,
        updated_at as last_occurred_at,
        1 as record_count,
        ingested_at
    from versions
),

observations as (
    {{ observed_identifiers('records', [
        {'type': 'login', 'value': 'account_id'},
        {'type': 'email', 'value': 'email'},
        {'type': 'phone', 'value': 'phone'},
    ]) }}
),

final as (
    {{ collapse_versions('observations') }}
)

select * from final
