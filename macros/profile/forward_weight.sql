{# The weight of a sign under forward decay (Cormode, Shkapenyuk, Srivastava and Xu, "Forward decay:
   a practical time decay model for streaming systems", ICDE 2009): it grows with the sign's own
   time, doubling every half-life since a fixed landmark, instead of shrinking with the time of
   asking. Sums of it never need revision, and between two signs the order never changes.

   A decimal, because sums of floating-point numbers depend on the order of the rows. With a
   half-life of 60 days it holds until 2036, with 180 days until 2070; beyond, the cast fails. #}
{% macro forward_weight(weight, occurred_at, half_life_days) -%}
    cast({{ weight }} * {{ forward_growth(occurred_at, half_life_days) }} as decimal(38, 6))
{%- endmacro %}

{# A forward weight, or a sum of them, as it counts at `moment`: in looks at a product of then. #}
{% macro faded_weight(forward_weight, moment, half_life_days) -%}
    cast(
        cast({{ forward_weight }} as double) / {{ forward_growth(moment, half_life_days) }}
        as decimal(18, 4)
    )
{%- endmacro %}

{% macro forward_growth(moment, half_life_days) -%}
    power(
        cast(2 as double),
        {{ dbt.datediff("cast('2020-01-01' as timestamp)", moment, 'second') }}
        / (86400.0 * {{ half_life_days }})
    )
{%- endmacro %}
