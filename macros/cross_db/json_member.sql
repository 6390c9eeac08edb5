{# The member of a JSON object whose name an expression gives, as text; null where it is JSON null.
   The name may hold letters, digits, blanks, underscores and hyphens. #}
{% macro json_member(json, name) -%}
    {{ return(adapter.dispatch('json_member')(json, name)) }}
{%- endmacro %}

{% macro duckdb__json_member(json, name) -%}
    json_extract_string({{ json }}, {{ dbt.concat(["'$.\"'", name, "'\"'"]) }})
{%- endmacro %}

{% macro default__json_member(json, name) -%}
    get_json_object({{ json }}, {{ dbt.concat(["'$[\\''", name, "'\\']'"]) }})
{%- endmacro %}
