{# Pairs behind one house number. A number with many family names is a building: only people of one
   name are paired there, for less. Two flats that are both named keep people apart. #}
with residents as (
    select * from {{ ref('int_profile__household_residents') }}
    where address_key is not null
),

addresses as (
    select
        address_key,
        count(distinct coalesce(family_name, customer_id))
        > {{ household_limit('maximum_families_at_address') }} as is_building
    from residents
    group by address_key
),

families as (
    select
        address_key,
        family_name
    from residents
    where family_name is not null
    group by address_key, family_name
    having count(*) <= {{ household_limit('maximum_members') }}
),

-- Of one name: joined by the name, so that a tower of a thousand people makes no million pairs.
of_one_name as (
    select
        left_residents.customer_id as left_customer_id,
        right_residents.customer_id as right_customer_id,
        case
            when addresses.is_building then 'same_building_and_name' else 'same_address_and_name'
        end as evidence,
        left_residents.complement as left_complement,
        right_residents.complement as right_complement,
        greatest(left_residents.first_stated_at, right_residents.first_stated_at)
            as first_seen_at,
        least(left_residents.last_stated_at, right_residents.last_stated_at) as last_seen_at
    from families
    inner join addresses
        on families.address_key = addresses.address_key
    inner join residents as left_residents
        on
            families.address_key = left_residents.address_key
            and families.family_name = left_residents.family_name
    inner join residents as right_residents
        on
            families.address_key = right_residents.address_key
            and families.family_name = right_residents.family_name
            and left_residents.customer_id < right_residents.customer_id
),

of_other_names as (
    select
        left_residents.customer_id as left_customer_id,
        right_residents.customer_id as right_customer_id,
        'same_address' as evidence,
        left_residents.complement as left_complement,
        right_residents.complement as right_complement,
        greatest(left_residents.first_stated_at, right_residents.first_stated_at)
            as first_seen_at,
        least(left_residents.last_stated_at, right_residents.last_stated_at) as last_seen_at
    from addresses
    inner join residents as left_residents
        on
            addresses.address_key = left_residents.address_key
            and not addresses.is_building
    inner join residents as right_residents
        on
            addresses.address_key = right_residents.address_key
            and left_residents.customer_id < right_residents.customer_id
            and coalesce(left_residents.family_name, '?')
            <> coalesce(right_residents.family_name, '!')
),

pairs as (
    select * from of_one_name
    union all
    select * from of_other_names
),

-- What both stated began with the later statement, and is confirmed until the earlier last one.
final as (
    select
        left_customer_id,
        right_customer_id,
        evidence,
        2 as record_count,
        first_seen_at,
        greatest(first_seen_at, last_seen_at) as last_seen_at
    from pairs
    where coalesce(left_complement, right_complement, '')
        = coalesce(right_complement, left_complement, '')
)

select * from final
