{# Whether the plan of a calling code has a national number. #}
{% macro phone_is_valid(calling_code, national_number) -%}
    case {{ calling_code }}
        {%- for code, pattern in phone_valid_patterns().items() %}
        {%- set whole = '^(' ~ pattern | replace('(?:', '(') ~ ')$' %}
        when '{{ code }}' then {{ regexp_matches(national_number, whole) }}
        {%- endfor %}
        else false
    end
{%- endmacro %}
