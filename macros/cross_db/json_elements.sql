{# The elements of a JSON array, one row each, as texts (objects as JSON text). It goes into a
   select list; null and the empty array give no row. #}
{% macro json_elements(json) -%}
    {{ return(adapter.dispatch('json_elements')(json)) }}
{%- endmacro %}

{% macro duckdb__json_elements(json) -%}
    unnest(json_extract_string({{ json }}, '$[*]'))
{%- endmacro %}

{% macro default__json_elements(json) -%}
    explode(from_json({{ json }}, 'array<string>'))
{%- endmacro %}
