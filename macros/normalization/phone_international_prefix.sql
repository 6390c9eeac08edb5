{# The digits dialled for a call abroad that a typed number starts with; the empty text without any.
   Most countries dial 00. #}
{% macro phone_international_prefix(typed, country) -%}
    case {{ country }}
        {%- for region, rule in phone_dialling_rules().items()
                if rule.international_prefix != '00' %}
        {%- set prefix = rule.international_prefix | replace('(?:', '(') %}
        when '{{ region }}' then {{ regexp_extract(typed, '^[^0-9]*(' ~ prefix ~ ')', 1) }}
        {%- endfor %}
        else {{ regexp_extract(typed, '^[^0-9]*(00)', 1) }}
    end
{%- endmacro %}
