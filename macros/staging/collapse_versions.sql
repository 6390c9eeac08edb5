{# The observations of a record that was delivered in several versions, each identifier once: from
   the first version that had it to the last, with the number of versions. An address that a later
   version replaced so stays tied to the record. #}
{% macro collapse_versions(observations) -%}
    select
        observation_id,
        source_name,
        source_record_id,
        record_kind,
        identifier_role,
        identifier_type,
        raw_value,
        {{ dbt.bool_or("is_verified") }} as is_verified,
        is_sign_out,
        has_tracer_consent,
        max(country_code) as country_code,
        min(occurred_at) as occurred_at,
        max(last_occurred_at) as last_occurred_at,
        cast(sum(record_count) as bigint) as record_count,
        min(ingested_at) as ingested_at
    from {{ observations }}
    group by
        observation_id,
        source_name,
        source_record_id,
        record_kind,
        identifier_role,
        identifier_type,
        raw_value,
        is_sign_out,
        has_tracer_consent
{%- endmacro %}
