{# The value of one line of the seed household_limits, as a scalar subquery. #}
{% macro household_limit(limit_name) -%}
    (
        select max(limit_value) as limit_value from {{ ref('household_limits') }}
        where limit_name = '{{ limit_name }}'
    )
{%- endmacro %}
