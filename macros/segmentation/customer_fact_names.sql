{# The columns that a rule may use: those of the customer facts, which are built before any rule is
   compiled. Compiling alone, before anything is built, gives none and checks nothing. #}
{% macro customer_fact_names() -%}
    {%- set facts = built_relation('segmentation', 'int_segmentation__customer_facts') -%}
    {%- if facts is none -%}
        {{ return([]) }}
    {%- endif -%}
    {%- set columns = adapter.get_columns_in_relation(facts) -%}
    {{ return(columns | map(attribute='name') | map('lower') | list) }}
{%- endmacro %}
