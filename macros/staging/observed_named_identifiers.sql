{# One observation per record that names its identifier's type in a column: like
   observed_identifiers(), with `identifier_type` and `identifier_value` in the relation. #}
{% macro observed_named_identifiers(relation) -%}
    select
        {{ dbt.hash(dbt.concat([
            'source_record_id', "'|self|'", 'identifier_type', "'|'", 'identifier_value'
        ])) }} as observation_id,
        source_name,
        source_record_id,
        record_kind,
        'self' as identifier_role,
        identifier_type,
        identifier_value as raw_value,
        true as is_verified,
        is_sign_out,
        cast(null as boolean) as has_tracer_consent,
        country_code,
        occurred_at,
        last_occurred_at,
        cast(record_count as bigint) as record_count,
        ingested_at
    from {{ relation }}
    where trim(identifier_value) <> ''
{%- endmacro %}
