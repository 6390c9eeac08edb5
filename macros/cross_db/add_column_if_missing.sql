{# A statement that gives a table a column which an earlier release did not have. #}
{% macro add_column_if_missing(table, definition) -%}
    {{ return(adapter.dispatch('add_column_if_missing')(table, definition)) }}
{%- endmacro %}

{% macro default__add_column_if_missing(table, definition) -%}
    alter table {{ table }} add column if not exists {{ definition }}
{%- endmacro %}
