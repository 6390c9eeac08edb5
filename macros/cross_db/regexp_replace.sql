{# Every match of a regular expression in a text, replaced (RE2 and Java syntax in common). #}
{% macro regexp_replace(text, pattern, replacement) -%}
    {{ return(adapter.dispatch('regexp_replace')(text, pattern, replacement)) }}
{%- endmacro %}

{% macro duckdb__regexp_replace(text, pattern, replacement) -%}
    regexp_replace({{ text }}, '{{ pattern }}', '{{ replacement }}', 'g')
{%- endmacro %}

{# Spark reads a backslash in a literal as an escape, DuckDB does not. #}
{% macro default__regexp_replace(text, pattern, replacement) -%}
    regexp_replace({{ text }}, '{{ pattern | replace("\\", "\\\\") }}', '{{ replacement }}')
{%- endmacro %}
