{# What people corrected (GDPR, article 16): a request for rectification says in its payload, by
   attribute, what is right. Members that are no attribute a person may correct stay in the request. #}
{{ config(enabled=var('privacy_enabled'), materialized='view') }}

{% set attribute_names = [
    'first_name', 'last_name', 'sex', 'birth_date', 'language', 'address_line', 'postcode', 'city',
    'country_code', 'csp', 'family_situation', 'children_count', 'favourite_category',
    'favourite_brand', 'favourite_colour', 'shoe_size', 'clothing_size', 'preferred_channel',
] %}
{% set attributes = {} %}
{% for attribute_name in attribute_names %}
    {% do attributes.update({attribute_name: json_value('payload', attribute_name)}) %}
{% endfor %}

with rectifications as (
    select
        'privacy' as source_name,
        requested_at as occurred_at,
        *
    from {{ ref('stg_privacy__requests') }}
    where
        request_type = 'rectification'
        and coalesce(lower(status), '') not in ('refused', 'rejected', 'cancelled')
),

final as (
    {{ stated_attributes('rectifications', attributes) }}
)

select * from final
