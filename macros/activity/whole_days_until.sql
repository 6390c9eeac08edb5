{# The days from the moment of the run to a later one, begun days counted in full. #}
{% macro whole_days_until(moment) -%}
    cast(ceil({{ dbt.datediff(as_of(), moment, 'second') }} / 86400.0) as integer)
{%- endmacro %}
