{# The value of one line of the seed reaction_limits, as a scalar subquery. #}
{% macro reaction_limit(limit_name) -%}
    (
        select max(limit_value) as limit_value from {{ ref('reaction_limits') }}
        where limit_name = '{{ limit_name }}'
    )
{%- endmacro %}
