{# Whether a text is well-formed JSON. #}
{% macro json_is_valid(json) -%}
    {{ return(adapter.dispatch('json_is_valid')(json)) }}
{%- endmacro %}

{% macro duckdb__json_is_valid(json) -%}
    json_valid({{ json }})
{%- endmacro %}

{% macro default__json_is_valid(json) -%}
    (get_json_object({{ json }}, '$') is not null)
{%- endmacro %}
