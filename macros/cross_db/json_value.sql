{# One member of a JSON text, as text. Fails on a text that is not JSON: check it first, or read it
   with json_values(). #}
{% macro json_value(json, path) -%}
    {{ return(adapter.dispatch('json_value')(json, path)) }}
{%- endmacro %}

{% macro duckdb__json_value(json, path) -%}
    json_extract_string({{ json }}, '{{ json_path(path) }}')
{%- endmacro %}

{# Spark's JSONPath quotes a name in brackets. #}
{% macro default__json_value(json, path) -%}
    get_json_object({{ json }}, '$
    {%- for name in path.split('.') -%}
    [\'{{ name }}\']
    {%- endfor -%}')
{%- endmacro %}
