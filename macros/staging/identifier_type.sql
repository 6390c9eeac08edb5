{# The project's name for an identifier type that a source calls by its own. #}
{% macro identifier_type(word) -%}
    case {{ word }}
        when 'account_id' then 'login'
        when 'anonymous_id' then 'cookie'
        when 'loyalty_card_number' then 'loyalty_id'
        else {{ word }}
    end
{%- endmacro %}
