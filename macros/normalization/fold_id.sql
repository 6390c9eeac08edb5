{# An opaque identifier without the spaces and letter case that systems add on the way. #}
{% macro fold_id(raw_value) -%}
    lower(trim({{ raw_value }}))
{%- endmacro %}

{# The same for identifiers that some system keeps as numbers: `00123`, `123` and `123.0` are
   one. #}
{% macro fold_numeric_id(raw_value) -%}
    case
        when {{ regexp_matches(fold_id(raw_value), "^0*[0-9]+([.]0+)?$") }}
            then coalesce(
                nullif(
                    {{ regexp_extract(fold_id(raw_value), "^0*([0-9]*?)([.]0+)?$", 1) }}, ''
                ),
                '0'
            )
        else {{ fold_id(raw_value) }}
    end
{%- endmacro %}
