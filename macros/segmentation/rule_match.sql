{# A boolean expression over customer facts joined to a seed of rules that are independent of each
   other (segments): true where the predicate of the row's own rule holds.
   `what='reason'` gives the filled reason text of the row's rule instead. #}
{% macro rule_match(seed_name, id_column, what) -%}
    {%- set rules = checked_rules(seed_name, id_column) -%}
    {%- set facts = customer_fact_names() if rules else [] -%}
    {%- if not rules -%}
        {{ 'false' if what == 'match' else 'cast(null as ' ~ dbt.type_string() ~ ')' }}
    {%- else -%}
    case {{ id_column }}
        {%- for rule in rules %}
        when '{{ rule[id_column] }}'
            then {% if what == 'match' -%}
                {{ checked_predicate(seed_name, rule[id_column], rule.predicate, facts) }}
            {%- else -%}
                {{ filled_template(seed_name, rule[id_column], rule.reason_template, facts) }}
            {%- endif %}
        {%- endfor %}
    end
    {%- endif -%}
{%- endmacro %}
