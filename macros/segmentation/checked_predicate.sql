{# The predicate of a rule in parentheses, or a compilation error that names rule, file and column.

   A predicate is one boolean expression over the facts of a relation, by default the customer
   facts. It may not hold a query or a second statement nor read the clock: facts are already
   counted from `as_of()`. #}
{% macro checked_predicate(seed_name, rule_id, predicate, facts, relation=none) -%}
    {%- set sound = checked_expression(seed_name, rule_id, 'predicate', predicate, facts) -%}
    {%- if facts -%}
        {%- set type = fact_expression_type(predicate, relation) -%}
        {%- if type != 'boolean' -%}
            {{ exceptions.raise_compiler_error(
                'Rule "' ~ rule_id ~ '" of seeds/rules/' ~ seed_name ~ '.csv, column predicate: "'
                ~ predicate ~ '" is not true or false but ' ~ type ~ '.'
            ) }}
        {%- endif -%}
    {%- endif -%}
    {{ sound }}
{%- endmacro %}

{# The type that an expression over the facts of a relation has, in lower case. #}
{% macro fact_expression_type(expression, relation=none) -%}
    {%- set facts = relation
        or built_relation('segmentation', 'int_segmentation__customer_facts') -%}
    {%- set columns = get_column_schema_from_query(
        'select (' ~ expression ~ ') as answer from ' ~ facts
    ) -%}
    {{ return(columns[0].data_type | lower) }}
{%- endmacro %}
