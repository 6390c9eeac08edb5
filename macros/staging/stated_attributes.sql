{# One row per fact that the records of `relation` state, in the shape of input__attributes.
   `attributes` maps the fact's name to an expression over the relation, which also has
   source_name, source_record_id, occurred_at and ingested_at. #}
{% macro stated_attributes(relation, attributes, value_kind='declared', confidence=1) -%}
    {%- for attribute_name, expression in attributes.items() %}
    select
        source_name,
        source_record_id,
        '{{ attribute_name }}' as attribute_name,
        cast({{ expression }} as {{ dbt.type_string() }}) as attribute_value,
        '{{ value_kind }}' as value_kind,
        cast({{ confidence }} as double) as confidence,
        occurred_at,
        ingested_at
    from {{ relation }}
    where trim(cast({{ expression }} as {{ dbt.type_string() }})) <> ''
    {%- if not loop.last %}

    union all
    {% endif %}
    {%- endfor %}
{%- endmacro %}
