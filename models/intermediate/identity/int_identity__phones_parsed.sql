{#
The readings a typed phone number allows, best first (`reading`):
1 as an international number, 2 the same with a national prefix left in, as in +33 (0)6,
3 as a national number without its national prefix, 4 as it stands,
5 as an international number without its plus.
#}
with raw_identifiers as (
    select * from {{ ref('int_identity__raw_identifiers_counted') }}
),

cleaned as (
    select
        raw_value,
        upper(coalesce(country_code, '{{ var("default_country") }}')) as country_code,
        {{ regexp_replace("lower(trim(raw_value))", "^tel:|(;|ext|poste|x).*$", "") }} as typed
    from raw_identifiers
    where identifier_type = 'phone'
),

dialled as (
    select
        raw_value,
        {{ regexp_matches("typed", "^[[:space:](]*[+＋]") }} as has_plus,
        {{ regexp_replace("typed", "[^0-9]", "") }} as digits,
        {{ phone_dialling_rule('country_code', 'calling_code') }} as home_code,
        {{ phone_dialling_rule('country_code', 'national_prefix') }} as national_prefix,
        {{ phone_international_prefix('typed', 'country_code') }} as international_prefix
    from cleaned
    where {{ regexp_matches("typed", "^[-+＋0-9 ().,/\u00a0]+$") }}
),

international as (
    select
        *,
        case
            when has_plus then digits
            when international_prefix <> ''
                then substring(digits, length(international_prefix) + 1)
        end as international_digits
    from dialled
),

abroad as (
    select
        *,
        coalesce(international_digits, digits) as coded_digits,
        {{ phone_code_length('coalesce(international_digits, digits)') }} as code_length
    from international
),

readings as (
    select
        raw_value,
        case when international_digits is not null then 1 else 5 end as reading,
        substring(coded_digits, 1, code_length) as calling_code,
        substring(coded_digits, code_length + 1) as national_number
    from abroad
    where
        code_length is not null
        and (
            international_digits is not null
            or substring(coded_digits, 1, code_length) = home_code
        )
    union all
    select
        raw_value,
        2 as reading,
        substring(coded_digits, 1, code_length) as calling_code,
        substring(coded_digits, code_length + 2) as national_number
    from abroad
    where
        code_length is not null
        and international_digits is not null
        and substring(coded_digits, code_length + 1, 1) = '0'
    union all
    select
        raw_value,
        3 as reading,
        home_code as calling_code,
        substring(digits, length(national_prefix) + 1) as national_number
    from abroad
    where
        international_digits is null
        and national_prefix <> ''
        and substring(digits, 1, length(national_prefix)) = national_prefix
    union all
    select
        raw_value,
        4 as reading,
        home_code as calling_code,
        digits as national_number
    from abroad
    where international_digits is null and home_code is not null
),

final as (
    select
        raw_value,
        reading,
        calling_code,
        national_number,
        {{ phone_is_valid('calling_code', 'national_number') }} as is_valid
    from readings
)

select * from final
