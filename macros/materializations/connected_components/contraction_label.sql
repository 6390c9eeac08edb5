{#
A vertex's place in the random order of a round, and back.

Round one orders the hashes as they are. Later rounds have numbers from 1 to less than 2^31 - 1 and
map them by an affine bijection modulo that prime. It differs per round and is the same in every
run. No product reaches 2^63.
#}
{% macro contraction_label(vertex, round) -%}
    {%- set factors = contraction_factors(round) -%}
    {%- if round == 1 -%}
        {{ vertex }}
    {%- else -%}
        (({{ factors.multiplier }} * {{ vertex }} + {{ factors.increment }}) % 2147483647)
    {%- endif -%}
{%- endmacro %}

{% macro contraction_vertex(label, round) -%}
    {%- set factors = contraction_factors(round) -%}
    {%- if round == 1 -%}
        {{ label }}
    {%- else -%}
        ({{ factors.inverse }} * ({{ label }} + {{ 2147483647 - factors.increment }}) % 2147483647)
    {%- endif -%}
{%- endmacro %}

{# Powers of a multiplier of good spectral quality (Fishman and Moore 1986) and of its inverse. #}
{% macro contraction_factors(round) -%}
    {%- set power = namespace(multiplier=1, inverse=1) -%}
    {%- for _ in range(round) -%}
        {%- set power.multiplier = power.multiplier * 742938285 % 2147483647 -%}
        {%- set power.inverse = power.inverse * 1413043504 % 2147483647 -%}
    {%- endfor -%}
    {{ return({
        'multiplier': power.multiplier,
        'inverse': power.inverse,
        'increment': (630360016 * round + 12345) % 2147483647
    }) }}
{%- endmacro %}
