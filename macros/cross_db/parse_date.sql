{# A date written as `yyyy-mm-dd` or `dd/mm/yyyy`; null where the text is no such date. #}
{% macro parse_date(text, format) -%}
    {%- if format not in ('yyyy-mm-dd', 'dd/mm/yyyy') -%}
        {{ exceptions.raise_compiler_error("parse_date knows no date format '" ~ format ~ "'.") }}
    {%- endif -%}
    {{ return(adapter.dispatch('parse_date')(text, format)) }}
{%- endmacro %}

{% macro duckdb__parse_date(text, format) -%}
    {%- set pattern = '%d/%m/%Y' if format == 'dd/mm/yyyy' else '%Y-%m-%d' -%}
    cast(try_strptime({{ text }}, '{{ pattern }}') as date)
{%- endmacro %}

{% macro default__parse_date(text, format) -%}
    {%- set pattern = 'dd/MM/yyyy' if format == 'dd/mm/yyyy' else 'yyyy-MM-dd' -%}
    cast(try_to_timestamp({{ text }}, '{{ pattern }}') as date)
{%- endmacro %}
