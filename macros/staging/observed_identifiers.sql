{# One row per identifier that the records of `relation` mention, in the shape of
   input__identifier_observations. The relation has source_name, source_record_id, record_kind,
   country_code, is_sign_out, occurred_at, last_occurred_at, record_count and ingested_at; each of
   `identifiers` is a dictionary of `type`, `value` (a column) and, where they differ from the
   person's own verified identifier, `role` and `is_verified` (an expression). Records that say
   whether their tracer may be used do so in the column `has_tracer_consent`. #}
{% macro observed_identifiers(relation, identifiers, has_tracer_consent='null') -%}
    {%- for identifier in identifiers %}
    {%- set role = identifier.role or 'self' %}
    select
        {{ dbt.hash(dbt.concat([
            'source_record_id', "'|" ~ role ~ "|" ~ identifier.type ~ "|'", identifier.value
        ])) }} as observation_id,
        source_name,
        source_record_id,
        record_kind,
        '{{ role }}' as identifier_role,
        '{{ identifier.type }}' as identifier_type,
        {{ identifier.value }} as raw_value,
        {{ identifier.is_verified or 'true' }} as is_verified,
        is_sign_out,
        cast({{ has_tracer_consent }} as boolean) as has_tracer_consent,
        country_code,
        occurred_at,
        last_occurred_at,
        cast(record_count as bigint) as record_count,
        ingested_at
    from {{ relation }}
    where trim({{ identifier.value }}) <> ''
    {%- if not loop.last %}

    union all
    {% endif %}
    {%- endfor %}
{%- endmacro %}
