{# A bound of the score interval of a proportion (Wilson 1927, Journal of the American Statistical
   Association 22): the shares that the observed one would not be surprising under. Unlike p +/- z
   * se it stays within 0 and 1 and does not collapse when nothing, or everything, was observed.
   `side` is `lower` or `upper`; without cases there is no bound. #}
{% macro wilson_bound(successes, cases, z, side) -%}
    (
        (2 * {{ successes }} + power({{ z }}, 2)
            {{ '-' if side == 'lower' else '+' }} {{ z }} * sqrt(greatest(
                power({{ z }}, 2)
                + 4.0 * {{ successes }} * ({{ cases }} - {{ successes }}) / nullif({{ cases }}, 0),
                0
            )))
        / nullif(2.0 * ({{ cases }} + power({{ z }}, 2)), 0)
        {{ '* case when ' ~ cases ~ ' > 0 then 1 end' }}
    )
{%- endmacro %}
