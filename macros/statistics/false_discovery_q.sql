{# The p-value corrected for how many comparisons were made: the smallest false discovery rate at
   which the comparison would still be called real (Benjamini and Hochberg 1995, Journal of the
   Royal Statistical Society B 57). It needs the comparison's rank among the p-values of its
   family, which no two share, and the size of the family. #}
{% macro false_discovery_q(p_value, p_rank, family_size, family) -%}
    min(least(1.0, {{ p_value }} * {{ family_size }} / {{ p_rank }})) over (
        partition by {{ family }}
        order by {{ p_rank }} desc nulls last
        rows between unbounded preceding and current row
    )
{%- endmacro %}
