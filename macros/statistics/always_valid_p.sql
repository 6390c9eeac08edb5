{# A p-value that may be read after every day, because a campaign's figures are: the mixture
   sequential probability ratio test of Robbins (1970, Annals of Mathematical Statistics 41), as
   Johari, Koomen, Pekelis and Walsh use it for A/B tests (2022, "Always valid inference",
   Operations Research 70). Against the null of no difference stands a mixture of differences,
   normal with standard deviation `spread`; 1 / the likelihood ratio exceeds 1 / p at any time
   with a chance of at most p. #}
{% macro always_valid_p(difference, variance, spread) -%}
    least(
        1.0,
        sqrt(({{ variance }} + power({{ spread }}, 2)) / nullif({{ variance }}, 0))
        * exp(-least(
            power({{ difference }}, 2) * power({{ spread }}, 2)
            / nullif(2 * {{ variance }} * ({{ variance }} + power({{ spread }}, 2)), 0),
            700
        ))
    )
{%- endmacro %}
