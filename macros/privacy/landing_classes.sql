{# The landing tables that are switched on with the class of data each declares: one row per table,
   `source_name`, `table_name`, `data_class`. #}
{% macro landing_classes() -%}
    {%- set tables = [] -%}
    {%- if execute -%}
        {%- for node in graph.sources.values() | sort(attribute='unique_id') -%}
            {%- set data_class = landing_meta(node.source_name, node.name).data_class -%}
            {%- if data_class -%}
                {%- do tables.append((node.source_name, node.name, data_class)) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {%- for source_name, table_name, data_class in tables %}
    select
        '{{ source_name }}' as source_name,
        '{{ table_name }}' as table_name,
        '{{ data_class }}' as data_class
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- else %}
    select
        cast(null as {{ dbt.type_string() }}) as source_name,
        cast(null as {{ dbt.type_string() }}) as table_name,
        cast(null as {{ dbt.type_string() }}) as data_class
    {{ 'where 1 = 0' if execute else '' }}
    {%- endfor %}
{%- endmacro %}
