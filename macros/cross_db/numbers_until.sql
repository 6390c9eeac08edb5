{# The numbers from 1 to a value, one row each. It goes into a select list. #}
{% macro numbers_until(last) -%}
    {{ return(adapter.dispatch('numbers_until')(last)) }}
{%- endmacro %}

{% macro duckdb__numbers_until(last) -%}
    unnest(range(1, cast({{ last }} as bigint) + 1))
{%- endmacro %}

{% macro default__numbers_until(last) -%}
    explode(sequence(1, cast({{ last }} as int)))
{%- endmacro %}
