{# The rows of a seed of rules that are independent of each other, or a compilation error that names
   the rule that stands there twice, or whose dates are the wrong way round. #}
{% macro checked_rules(seed_name, id_column) -%}
    {%- set rules = rule_rows(seed_name) -%}
    {%- set seen = [] -%}
    {%- for rule in rules -%}
        {%- set where = 'Rule "' ~ rule[id_column] ~ '" of seeds/rules/' ~ seed_name
            ~ '.csv, column ' -%}
        {%- if rule[id_column] in seen -%}
            {{ exceptions.raise_compiler_error(
                where ~ id_column ~ ': there are several rules of this name.'
            ) }}
        {%- endif -%}
        {%- do seen.append(rule[id_column]) -%}
        {%- if rule.valid_from and rule.valid_to and rule.valid_to < rule.valid_from -%}
            {{ exceptions.raise_compiler_error(
                where ~ 'valid_to: ' ~ rule.valid_to ~ ' is before valid_from, '
                ~ rule.valid_from ~ '.'
            ) }}
        {%- endif -%}
    {%- endfor -%}
    {{ return(rules) }}
{%- endmacro %}
