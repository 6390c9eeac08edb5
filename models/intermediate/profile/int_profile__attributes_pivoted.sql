{% set attribute_names = [
    'first_name', 'last_name', 'sex', 'birth_date', 'language', 'address_line', 'postcode', 'city',
    'region', 'country_code', 'csp', 'family_situation', 'children_count', 'loyalty_tier',
    'loyalty_points', 'favourite_category', 'favourite_brand', 'favourite_colour', 'shoe_size',
    'clothing_size', 'preferred_channel', 'preferred_hour', 'preferred_store', 'style', 'sport',
    'running_frequency', 'budget', 'sustainability', 'gift_buying', 'satisfaction',
] %}

with attributes_survived as (
    select * from {{ ref('int_profile__attributes_survived') }}
),

final as (
    select
        customer_id,
        {%- for attribute_name in attribute_names %}
            max(case when attribute_name = '{{ attribute_name }}' then attribute_value end)
                as {{ attribute_name }},
        {%- endfor %}
        {{ dbt.listagg(
            "case when attribute_name in ('interest', 'sport') then lower(attribute_value) end",
            "','", "order by lower(attribute_value)"
        ) }} as interests
    from attributes_survived
    group by customer_id
)

select * from final
