{# Whole calendar months from one timestamp to a later one: the month counts once its day and hour
   are reached again, so 15 January to 14 April is two months and to 15 April three. #}
{% macro whole_months_between(earlier, later) -%}
    {%- set months = dbt.datediff(earlier, later, 'month') -%}
    cast({{ months }} - case
        when {{ dbt.dateadd('month', months, earlier) }} > {{ later }} then 1
        else 0
    end as integer)
{%- endmacro %}
