{# How many cases each of two arms needs so that a difference from `first` to `second` is found:
   the usual formula for two proportions (Fleiss, Levin and Paik 2003, "Statistical Methods for
   Rates and Proportions", 3rd edition, formula 4.14 without continuity correction). #}
{% macro needed_arm_count(first, second, confidence_z, power_z) -%}
    ceil(power(
        {{ confidence_z }}
        * sqrt(({{ first }} + {{ second }}) * (2 - {{ first }} - {{ second }}) / 2)
        + {{ power_z }} * sqrt(
            {{ first }} * (1 - {{ first }}) + {{ second }} * (1 - {{ second }})
        ),
        2
    ) / nullif(power({{ first }} - {{ second }}, 2), 0))
{%- endmacro %}
