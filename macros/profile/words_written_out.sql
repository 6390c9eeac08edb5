{# A postal text with the short forms that the seed `street_types` knows inside a street's name
   written out: `RUE DU GAL LECLERC` gives `RUE DU GENERAL LECLERC`. #}
{% macro words_written_out(text) -%}
    {%- set written = namespace(text=text) -%}
    {%- for rule in rule_rows('street_types') if rule.position == 'inside' -%}
        {%- set written.text = regexp_replace(
            written.text, '\\b' ~ rule.abbreviation ~ '\\b', rule.word
        ) -%}
    {%- endfor -%}
    {{ written.text }}
{%- endmacro %}
