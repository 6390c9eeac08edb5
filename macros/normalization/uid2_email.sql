{# An e-mail address as advertising platforms hash it: trimmed, lower case, and for gmail.com
   without dots and without a +tag; null where it has no single @ with text on both sides.
   Source: the normalisation section of the Unified ID 2.0 guide. It is not the key that
   recognises a person: see int_identity__emails_normalized. #}
{% macro uid2_email(raw_value) -%}
    case
        when not {{ regexp_matches("lower(trim(" ~ raw_value ~ "))", "^[^@]+@[^@]+[.][^@]+$") }}
            then null
        when not {{ regexp_matches("lower(trim(" ~ raw_value ~ "))", "@gmail[.]com$") }}
            then lower(trim({{ raw_value }}))
        when {{ regexp_matches("lower(trim(" ~ raw_value ~ "))", "^[.]*([+]|@)") }}
            then null
        else
            replace(
                {{ regexp_extract("lower(trim(" ~ raw_value ~ "))", "^([^+@]+)", 1) }}, '.', ''
            ) || '@gmail.com'
    end
{%- endmacro %}
