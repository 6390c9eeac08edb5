-- depends_on: {{ ref('street_types') }}
{# Two spellings of one address get one key: the French postal norm (AFNOR NF Z 10-011) for capitals
   and abbreviations, then number, suffix and street apart. A number may stand before the street, as
   in France, or after it, as in Germany, so an address of another country parses as well; where
   no street is left there is no key. #}
{% set before = '^0*([0-9]{1,4})(?: [0-9]{1,4})?(?: ?(?:BIS|TER|QUATER|[ABCEFGHT])|[A-Z])? ' %}
{% set after = '^([A-Z].*) ([0-9]{1,3}) ?([A-Z]?)$' %}
{% set small_words = '\\b(?:A|AU|AUX|D|DE|DES|DU|EN|ET|L|LA|LE|LES|SOUS|SUR)\\b' %}

with addresses_stated as (
    select * from {{ ref('int_profile__addresses_stated') }}
),

street_types as (
    select * from {{ ref('street_types') }}
    where position = 'start'
),

numbered as (
    select
        *,
        {{ regexp_extract('street_line', before, 0) }} as head,
        {{ regexp_extract('street_line', before, 1) }} as number_before,
        {{ regexp_extract('street_line', '^[0-9]{1,4} ?(BIS|TER|QUATER|[ABCEFGHT]) ', 1) }}
            as suffix_apart,
        {{ regexp_extract('street_line', '^[0-9]{1,4}([A-Z]) ', 1) }} as suffix_glued,
        {{ regexp_extract('street_line', after, 1) }} as street_before,
        {{ regexp_extract('street_line', after, 2) }} as number_after,
        {{ regexp_extract('street_line', after, 3) }} as suffix_after
    from addresses_stated
),

named as (
    select
        *,
        case
            when number_before <> '' then substring(street_line, length(head) + 1)
            when number_after <> '' then street_before
            else street_line
        end as street_text,
        case
            when number_before <> '' then coalesce(nullif(suffix_apart, ''), suffix_glued)
            when number_after <> '' then suffix_after
            else ''
        end as suffix
    from numbered
),

typed as (
    select
        named.*,
        coalesce(
            {{ dbt.concat([
                'street_types.word',
                'substring(named.street_text, length(street_types.abbreviation) + 1)',
            ]) }},
            named.street_text
        ) as street_typed
    from named
    left join street_types
        on {{ regexp_extract('named.street_text', '^([A-Z]+) ', 1) }} = street_types.abbreviation
),

parsed as (
    select
        address_line,
        postcode,
        city,
        country_code,
        complement,
        coalesce(nullif(number_before, ''), nullif(number_after, '')) as house_number,
        case suffix
            when 'B' then 'BIS' when 'T' then 'TER' when 'Q' then 'QUATER' else nullif(suffix, '')
        end as house_number_suffix,
        nullif({{ words_written_out('street_typed') }}, '') as street,
        nullif(replace({{ postal_text('postcode') }}, ' ', ''), '') as postcode_text
    from typed
),

final as (
    select
        address_line,
        postcode,
        city,
        country_code,
        complement,
        house_number,
        house_number_suffix,
        street,
        house_number is not null as has_house_number,
        {{ dbt.concat([
            "coalesce(house_number, '')", "'|'", "coalesce(house_number_suffix, '')", "'|'",
            "nullif(trim(" ~ regexp_replace(regexp_replace('street', small_words, ''), ' +', ' ')
                ~ "), '')",
            "'|'", 'postcode_text',
        ]) }} as address_key
    from parsed
)

select * from final
