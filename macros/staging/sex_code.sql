{# The words sources use for the sex or the title of a person, as female, male or other. #}
{% macro sex_code(text) -%}
    case
        when lower(trim({{ text }})) in ('f', 'female', 'femme', 'mme', 'mme.', 'mlle', 'mrs', 'ms')
            then 'female'
        when lower(trim({{ text }})) in ('m', 'm.', 'h', 'male', 'homme', 'mr', 'mr.')
            then 'male'
        when trim({{ text }}) <> '' then 'other'
    end
{%- endmacro %}
