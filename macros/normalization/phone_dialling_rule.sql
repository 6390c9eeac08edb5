{# One part of a country's dialling rules (calling_code or national_prefix) as an expression of its
   two-letter code; null for a country without a plan. #}
{% macro phone_dialling_rule(country, part) -%}
    case {{ country }}
        {%- for region, rule in phone_dialling_rules().items() %}
        when '{{ region }}' then '{{ rule[part] }}'
        {%- endfor %}
    end
{%- endmacro %}
