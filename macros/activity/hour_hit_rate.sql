{# The share of `hour_signs` within an hour of the one that a table foretells; 23 and 0 are an hour
   apart. #}
{% macro hour_hit_rate(teller) -%}
    avg(case
        when abs(hour_signs.local_hour - {{ teller }}.best_hour) in (0, 1, 23) then 1.0 else 0.0
    end)
{%- endmacro %}
