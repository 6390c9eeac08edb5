{# A text as the French postal norm (AFNOR NF Z 10-011) writes it: capitals, no accents, no
   punctuation, single blanks. Nothing in it is particular to one language. #}
{% macro postal_text(text) -%}
    {%- set capitals -%}
        replace(upper(replace({{ strip_accents(text) }}, 'ß', 'ss')), 'Œ', 'OE')
    {%- endset -%}
    trim({{ regexp_replace(capitals, '[^A-Z0-9]+', ' ') }})
{%- endmacro %}
