{# Who is in each group of a seed: by a predicate over what is measured of a customer, or, with
   `each_value_of`, one group for each value found of a behaviour (`buyers_of:sneakers`). #}
{% macro groups_matched(seed_name, id_column, measured, listed) -%}
    {%- set rules = rule_rows(seed_name) -%}
    {%- set facts = measured_fact_names() if rules else [] -%}
    {%- for rule in rules %}
    {% if rule.each_value_of -%}
    select
        '{{ rule[id_column] }}' as rule_id,
        listed_value as group_value,
        {{ dbt.concat(["'" ~ rule[id_column] ~ ":'", 'listed_value']) }} as group_id,
        customer_id
    from {{ listed }}
    where behaviour = '{{ rule.each_value_of }}'
    {%- else -%}
    select
        '{{ rule[id_column] }}' as rule_id,
        cast(null as {{ dbt.type_string() }}) as group_value,
        '{{ rule[id_column] }}' as group_id,
        customer_id
    from {{ measured }}
    where {{ checked_predicate(
        seed_name, rule[id_column], rule.predicate, facts, customers_measured()
    ) }}
    {%- endif %}
    {% if not loop.last %}union all{% endif %}
    {%- else %}
    select
        cast(null as {{ dbt.type_string() }}) as rule_id,
        cast(null as {{ dbt.type_string() }}) as group_value,
        cast(null as {{ dbt.type_string() }}) as group_id,
        {{ measured }}.customer_id
    from {{ measured }}
    inner join {{ listed }}
        on {{ measured }}.customer_id = {{ listed }}.customer_id
    where false
    {%- endfor %}
{%- endmacro %}
