{# A bound of the difference `first - second` of two independent proportions: the hybrid score
   interval, method 10 of Newcombe (1998, "Interval estimation for the difference between
   independent proportions", Statistics in Medicine 17, 873-890). It combines the Wilson bounds of
   either side, given as columns, and keeps its coverage for the small shares that clicks and
   orders are. #}
{% macro newcombe_bound(first, first_bound, second, second_bound, side) -%}
    (
        {{ first }} - {{ second }} {{ '-' if side == 'lower' else '+' }} sqrt(
            power({{ first }} - {{ first_bound }}, 2)
            + power({{ second }} - {{ second_bound }}, 2)
        )
    )
{%- endmacro %}
