{# A number of the seed `question_limits`, as a scalar subquery. #}
{% macro question_limit(limit_name) -%}
    (
        select question_limits.limit_value from {{ ref('question_limits') }} as question_limits
        where question_limits.limit_name = '{{ limit_name }}'
    )
{%- endmacro %}
