{# The name of a source record, unique over all sources: `shop.orders:1042`. Every input row made
   from one record carries the same name, which is how a customer found for it reaches them all. #}
{% macro source_record_id(source_name, table_name, key) -%}
    {%- set parts = ["'" ~ source_name ~ "." ~ table_name ~ ":'"] -%}
    {%- for expression in ([key] if key is string else key) -%}
        {%- if not loop.first -%}
            {%- do parts.append("'|'") -%}
        {%- endif -%}
        {%- do parts.append('cast(' ~ expression ~ ' as ' ~ dbt.type_string() ~ ')') -%}
    {%- endfor -%}
    {{ dbt.concat(parts) }}
{%- endmacro %}
