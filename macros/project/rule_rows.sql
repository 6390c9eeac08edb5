{# The rows of a rule seed, as a list of dictionaries in the order of its first column, read while a
   model compiles. A rule is data (a predicate in SQL), so changing it needs no change of code.

   On a warehouse where the seed has not been loaded yet, compiling alone gives no rules; building
   refuses, because a model without its rules would be silently empty. #}
{% macro rule_rows(seed_name) -%}
    {%- if not execute -%}
        {{ return([]) }}
    {%- endif -%}
    {%- set relation = built_relation('rules', seed_name) -%}
    {%- if relation is none -%}
        {%- if flags.WHICH in ('build', 'run', 'test') -%}
            {{ exceptions.raise_compiler_error(
                'The rules of seeds/rules/' ~ seed_name ~ '.csv are not in the warehouse yet: run '
                ~ '`dbt seed --select ' ~ seed_name ~ '` first, or `dbt build`, which orders them.'
            ) }}
        {%- endif -%}
        {{ return([]) }}
    {%- endif -%}
    {%- set rules = [] -%}
    {%- for row in run_query('select * from ' ~ relation ~ ' order by 1').rows -%}
        {%- set rule = {} -%}
        {%- for name in row.keys() -%}
            {%- do rule.update({name | lower: row[name]}) -%}
        {%- endfor -%}
        {%- do rules.append(rule) -%}
    {%- endfor -%}
    {{ return(rules) }}
{%- endmacro %}
