{# A number of the seed `profiling_limits`, as a scalar subquery. #}
{% macro profiling_limit(limit_name) -%}
    (
        select profiling_limits.limit_value from {{ ref('profiling_limits') }} as profiling_limits
        where profiling_limits.limit_name = '{{ limit_name }}'
    )
{%- endmacro %}
