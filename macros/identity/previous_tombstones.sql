{# The tombstones that runs before this one set, and those of the `privacy erase` command:
   `identifier_hash`, `erased_at`. #}
{% macro previous_tombstones() -%}
    {%- set relations = [] -%}
    {%- for relation in [
        previous_relation('int_identity__tombstones'),
        built_relation('engine', 'identifier_tombstones') if execute,
    ] if relation -%}
        {%- do relations.append(relation) -%}
    {%- endfor -%}
    {%- if relations -%}
    select
        identifier_hash,
        max(erased_at) as erased_at
    from (
        {%- for relation in relations %}
        select identifier_hash, erased_at from {{ relation }}
        {%- if not loop.last %}
        union all
        {%- endif %}
        {%- endfor %}
    ) as set_before
    group by identifier_hash
    {%- else -%}
    select
        cast(null as {{ dbt.type_string() }}) as identifier_hash,
        cast(null as timestamp) as erased_at
    {{ 'where 1 = 0' if execute else '' }}
    {%- endif -%}
{%- endmacro %}
