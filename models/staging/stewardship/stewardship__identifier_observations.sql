{# A decision names each identifier in a record of its own, so that it is read and normalised like
   any other, and ties nothing by being mentioned: int_identity__decisions says what it ties. #}
{{ config(enabled=var('stewardship_enabled'), materialized='view') }}

with decisions as (
    select * from {{ ref('stg_stewardship__decisions') }}
),

named as (
    select
        {{ dbt.concat(['source_record_id', "'|left'"]) }} as source_record_id,
        left_type as identifier_type,
        left_value as identifier_value,
        decided_at,
        ingested_at
    from decisions
    union all
    select
        {{ dbt.concat(['source_record_id', "'|right'"]) }} as source_record_id,
        right_type as identifier_type,
        right_value as identifier_value,
        decided_at,
        ingested_at
    from decisions
),

records as (
    select
        'stewardship' as source_name,
        source_record_id,
        'identity_decision' as record_kind,
        '{{ var("default_country") }}' as country_code,
        false as is_sign_out,
        identifier_type,
        identifier_value,
        decided_at as occurred_at,
        decided_at as last_occurred_at,
        1 as record_count,
        ingested_at
    from named
),

final as (
    {{ observed_named_identifiers('records') }}
)

select * from final
