{# The columns that a trait, a base, a target or a measure may use. #}
{% macro measured_fact_names() -%}
    {%- set facts = customers_measured() -%}
    {%- if facts is none -%}
        {{ return([]) }}
    {%- endif -%}
    {%- set columns = adapter.get_columns_in_relation(facts) -%}
    {{ return(columns | map(attribute='name') | map('lower') | list) }}
{%- endmacro %}

{# What is measured of customers, as it stands in the warehouse, or none. #}
{% macro customers_measured() -%}
    {{ return(built_relation('insight', 'int_insight__customers_measured')) }}
{%- endmacro %}
