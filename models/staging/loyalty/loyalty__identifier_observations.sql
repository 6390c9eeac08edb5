{{ config(enabled=var('loyalty_enabled'), materialized='view') }}

with versions as (
    select * from {{ ref('stg_loyalty__member_versions') }}
),

records as (
    select
        'loyalty' as source_name,
        source_record_id,
        'loyalty_member' as record_kind,
        '{{ var("default_country") }}' as country_code,
        false as is_sign_out,
        card_number,
        email,
        phone,
        case when version_number = 1 then joined_at else updated_at end as occurred_at,
        updated_at as last_occurred_at,
        1 as record_count,
        ingested_at
    from versions
),

observations as (
    {{ observed_identifiers('records', [
        {'type': 'loyalty_id', 'value': 'card_number'},
        {'type': 'email', 'value': 'email'},
        {'type': 'phone', 'value': 'phone'},
    ]) }}
),

final as (
    {{ collapse_versions('observations') }}
)

select * from final
