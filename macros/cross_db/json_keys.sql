{# The names of a JSON object's members, one row each. It goes into a select list; null and what is
   no object give no row. #}
{% macro json_keys(json) -%}
    {{ return(adapter.dispatch('json_keys')(json)) }}
{%- endmacro %}

{% macro duckdb__json_keys(json) -%}
    unnest(json_keys({{ json }}))
{%- endmacro %}

{% macro default__json_keys(json) -%}
    explode(json_object_keys({{ json }}))
{%- endmacro %}
