{# A group of the first match of a regular expression in a text; the empty text where none
   matches. #}
{% macro regexp_extract(text, pattern, group) -%}
    {{ return(adapter.dispatch('regexp_extract')(text, pattern, group)) }}
{%- endmacro %}

{% macro duckdb__regexp_extract(text, pattern, group) -%}
    regexp_extract({{ text }}, '{{ pattern }}', {{ group }})
{%- endmacro %}

{% macro default__regexp_extract(text, pattern, group) -%}
    regexp_extract({{ text }}, '{{ pattern | replace("\\", "\\\\") }}', {{ group }})
{%- endmacro %}
