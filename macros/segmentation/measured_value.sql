{# A number for the measure that the row names, from the expressions of a seed over the columns of
   `int_segmentation__measure_facts`. #}
{% macro measured_value(seed_name, id_column) -%}
    {%- set rules = checked_rules(seed_name, id_column) -%}
    {%- set facts = built_relation('segmentation', 'int_segmentation__measure_facts') if rules -%}
    {%- set names = [] -%}
    {%- if facts -%}
        {%- for column in adapter.get_columns_in_relation(facts) -%}
            {%- do names.append(column.name | lower) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- if not rules -%}
        cast(null as double)
    {%- else -%}
    cast(case {{ id_column }}
        {%- for rule in rules %}
        when '{{ rule[id_column] }}'
            then {{ checked_expression(
                seed_name, rule[id_column], 'expression', rule.expression, names
            ) }}
        {%- endfor %}
    end as double)
    {%- endif -%}
{%- endmacro %}
