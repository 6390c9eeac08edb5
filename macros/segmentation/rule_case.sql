{# A `case` over the rules of a seed, the first that holds in their order:
   `what='id'` gives the rule's id, `what='reason'` the filled reason text. #}
{% macro rule_case(seed_name, id_column, what) -%}
    {%- set rules = rule_rows(seed_name) -%}
    {%- set facts = customer_fact_names() if rules else [] -%}
    {%- if not rules -%}
        cast(null as {{ dbt.type_string() }})
    {%- else -%}
    case
        {%- for rule in rules %}
        when {{ checked_predicate(seed_name, rule[id_column], rule.predicate, facts) }}
            then {% if what == 'id' -%}
                '{{ rule[id_column] }}'
            {%- else -%}
                {{ filled_template(seed_name, rule[id_column], rule.reason_template, facts) }}
            {%- endif %}
        {%- endfor %}
    end
    {%- endif -%}
{%- endmacro %}
