{# One row per customer and rule of a seed with the value of the rule's expression as text, null
   where there is none. A rule with a purpose other than statistics counts only people who agreed to
   be profiled. #}
{% macro values_unpivoted(seed_name, id_column, value_column, data_type, measured) -%}
    {%- set rules = rule_rows(seed_name) -%}
    {%- set facts = measured_fact_names() if rules else [] -%}
    {%- for rule in rules %}
    {%- set expression = checked_expression(
        seed_name, rule[id_column], 'value_expression', rule.value_expression, facts
    ) %}
    select
        customer_id,
        is_held_out,
        '{{ rule[id_column] }}' as {{ id_column }},
        cast({% if rule.get('purpose', 'statistics') == 'statistics' -%}
            {{ expression }}
        {%- else -%}
            case when can_profile then {{ expression }} end
        {%- endif %} as {{ data_type }}) as {{ value_column }}
    from {{ measured }}
    {% if not loop.last %}union all{% endif %}
    {%- else %}
    select
        customer_id,
        is_held_out,
        cast(null as {{ dbt.type_string() }}) as {{ id_column }},
        cast(null as {{ data_type }}) as {{ value_column }}
    from {{ measured }}
    where false
    {%- endfor %}
{%- endmacro %}
