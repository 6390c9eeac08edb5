{# How many of the digits are the calling code; null where none fits. No calling code is the
   beginning of another, so at most one length does (ITU-T E.164). #}
{% macro phone_code_length(digits) -%}
    case
        {%- for length in [1, 2, 3] %}
        when substring({{ digits }}, 1, {{ length }}) in (
            {%- for code in phone_valid_patterns() if code | length == length -%}
            '{{ code }}'{% if not loop.last %}, {% endif %}
            {%- endfor -%}
        ) then {{ length }}
        {%- endfor %}
    end
{%- endmacro %}
