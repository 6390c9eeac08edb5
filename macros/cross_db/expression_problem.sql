{# What the engine's parser says is wrong with an expression, without raising it; none where it is
   sound, or where the engine has no parser that can be asked. #}
{% macro expression_problem(expression) -%}
    {{ return(adapter.dispatch('expression_problem')(expression)) }}
{%- endmacro %}

{# Brackets that close what they did not open would end the select of the question itself. #}
{% macro duckdb__expression_problem(expression) -%}
    {%- set question = "json_serialize_sql('select ("
        ~ dbt.escape_single_quotes(expression) ~ ") as answer')" -%}
    {%- set answer = run_query(
        "select json_extract_string(" ~ question ~ ", '$.error_message') as problem, "
        ~ "json_array_length(" ~ question ~ ", '$.statements[0].node.select_list') as answers"
    ) -%}
    {%- set row = answer.rows[0] -%}
    {%- if row['problem'] -%}
        {{ return(row['problem']) }}
    {%- elif row['answers'] != 1 -%}
        {{ return('more than one expression') }}
    {%- endif -%}
    {{ return(none) }}
{%- endmacro %}

{% macro default__expression_problem(expression) -%}
    {{ return(none) }}
{%- endmacro %}
