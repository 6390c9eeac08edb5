{# The value of one line of the seed recommendation_limits, as a scalar subquery. #}
{% macro recommendation_limit(limit_name) -%}
    (
        select max(limit_value) as limit_value from {{ ref('recommendation_limits') }}
        where limit_name = '{{ limit_name }}'
    )
{%- endmacro %}
