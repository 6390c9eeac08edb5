{# The highest level whose requirements hold together with those of every level below it, from a
   seed with the columns `level_column` and `predicate`; null where not even the lowest holds. #}
{% macro cumulative_level(seed_name, level_column, id_column) -%}
    {%- set rules = rule_rows(seed_name) -%}
    {%- set facts = customer_fact_names() if rules else [] -%}
    {%- if not rules -%}
        cast(null as integer)
    {%- else -%}
    case
        {%- for level in rules | map(attribute=level_column) | unique | sort(reverse=true) %}
        when
            {%- for rule in rules if rule[level_column] <= level %}
            {% if not loop.first %}and {% endif -%}
            {{ checked_predicate(seed_name, rule[id_column], rule.predicate, facts) }}
            {%- endfor %}
            then {{ level }}
        {%- endfor %}
    end
    {%- endif -%}
{%- endmacro %}

{# The requirements of the next level that do not hold, separated by commas; null at the top. #}
{% macro missing_for_next_level(seed_name, level_column, id_column) -%}
    {%- set rules = rule_rows(seed_name) -%}
    {%- set facts = customer_fact_names() if rules else [] -%}
    {%- set parts = [] -%}
    {%- for rule in rules -%}
        {%- set predicate = checked_predicate(seed_name, rule[id_column], rule.predicate, facts) -%}
        {%- do parts.append(
            "case when " ~ level_column ~ " + 1 = " ~ rule[level_column] ~ " and not coalesce("
            ~ predicate ~ ", false) then ', " ~ rule[id_column] ~ "' else '' end"
        ) -%}
    {%- endfor -%}
    {%- if parts -%}
        nullif(substring({{ dbt.concat(parts) }}, 3), '')
    {%- else -%}
        cast(null as {{ dbt.type_string() }})
    {%- endif -%}
{%- endmacro %}
