{# The department of a French postcode: its first two characters, three overseas. Other countries'
   postcodes give their first two characters, which is a coarse area there as well. #}
{% macro postcode_area(postcode) -%}
    case
        when left({{ postcode }}, 2) in ('97', '98') then left({{ postcode }}, 3)
        else left({{ postcode }}, 2)
    end
{%- endmacro %}
