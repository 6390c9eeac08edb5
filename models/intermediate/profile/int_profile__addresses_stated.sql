{# What a line says apart from the street, such as a flat or a building, is taken off at either end,
   never from the middle: the `Bât` of a `rue du Bât d'Argent` is part of its name. #}
{% set unit = '(?:(?:APT|APPT|APPARTEMENT|BAT|BATIMENT|ESC|ESCALIER|ETG|ETAGE|PORTE|LOGEMENT|LGT)'
    ~ ' ?(?:[0-9]{1,4}[A-Z]?|[A-Z][0-9]{0,3})'
    ~ '|(?:RDC|[0-9]{1,2} ?(?:ER|E|EME|ND|NDE)) ?(?:ETG|ETAGE)|BP ?[0-9]+|CS ?[0-9]+)' %}

with attributes_resolved as (
    select * from {{ ref('int_profile__attributes_resolved') }}
),

attributes_pivoted as (
    select * from {{ ref('int_profile__attributes_pivoted') }}
),

records as (
    select
        {%- for name in ['postcode', 'city', 'country_code'] %}
            max(case when attribute_name = '{{ name }}' then attribute_value end) as {{ name }},
        {%- endfor %}
        max(case when attribute_name = 'address_line' then attribute_value end) as address_line
    from attributes_resolved
    where attribute_name in ('address_line', 'postcode', 'city', 'country_code')
    group by source_record_id
),

{# A golden record may take the street from one record and the postcode from another. #}
stated as (
    select
        address_line,
        postcode,
        city,
        country_code
    from records
    where address_line is not null
    union all
    select
        address_line,
        postcode,
        city,
        country_code
    from attributes_pivoted
    where address_line is not null
),

written as (
    select
        address_line,
        postcode,
        city,
        country_code,
        {{ postal_text('address_line') }} as line_text
    from stated
    group by address_line, postcode, city, country_code
),

apart as (
    select
        *,
        {{ regexp_extract('line_text', '^((?:' ~ unit ~ ' )+)[0-9A-Z]', 1) }} as unit_before,
        {{ regexp_extract('line_text', '[0-9A-Z]((?: ' ~ unit ~ ')+)$', 1) }} as unit_after
    from written
),

final as (
    select
        address_line,
        postcode,
        city,
        country_code,
        nullif({{ postal_text(dbt.concat(['unit_before', 'unit_after'])) }}, '') as complement,
        trim(substring(
            line_text,
            length(unit_before) + 1,
            length(line_text) - length(unit_before) - length(unit_after)
        )) as street_line
    from apart
)

select * from final
