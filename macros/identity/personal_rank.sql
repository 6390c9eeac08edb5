{# How personal an identifier is in a record of its kind: the smallest names whom the record is
   about. The account comes before the card, the card before the address; but a card that a
   household shares at the till comes after the address of the receipt. #}
{% macro personal_rank(identifier_types, link_methods) -%}
    case
        when {{ link_methods }}.is_contact_personal and not {{ identifier_types }}.is_anchor then 0
        else {{ identifier_types }}.priority
    end
{%- endmacro %}
