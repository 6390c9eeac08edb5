{# A date written as `yyyy-mm-dd` or `dd/mm/yyyy`; null where the text is no such date. #}
{% macro parse_date(text, format) -%}
    {%- if format not in ('yyyy-mm-dd', 'dd/mm/yyyy') -%}
        {{ exceptions.raise_compiler_error("parse_date knows no date format '" ~ format ~ "'.") }}
    {%- endif -%}
    {{ return(adapter.dispatch('parse_date')(text, format)) }}
{%- endmacro %}

{% macro duckdb__parse_date(text, format) -%}
    cast(
        try_strptime({{ text }}, '{{ "%d/%m/%Y" if format == "dd/mm/yyyy" else "%Y-%m-%d" }}') as date
    )
{%- endmacro %}

{% macro default__parse_date(text, format) -%}
    cast(
        try_to_timestamp(
            {{ text }}, '{{ "dd/MM/yyyy" if format == "dd/mm/yyyy" else "yyyy-MM-dd" }}'
        ) as date
    )
{%- endmacro %}
