{# The tombstones that runs before this one set: `identifier_hash`, `erased_at`. #}
{% macro previous_tombstones() -%}
    {%- set relation = previous_relation('int_identity__tombstones') -%}
    {%- if relation is not none -%}
    select
        identifier_hash,
        erased_at
    from {{ relation }}
    {%- else -%}
    select
        cast(null as {{ dbt.type_string() }}) as identifier_hash,
        cast(null as timestamp) as erased_at
    {{ 'where 1 = 0' if execute else '' }}
    {%- endif -%}
{%- endmacro %}
