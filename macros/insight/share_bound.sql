{# The `low` or `high` end of the 95 % interval of a share, `part` of `whole`, to six digits. #}
{% macro share_bound(part, whole, end) -%}
    {%- set side = 'lower' if end == 'low' else 'upper' -%}
    round({{ wilson_bound(part, whole, 1.959963984540054, side) }}, 6)
{%- endmacro %}
