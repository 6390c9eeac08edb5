{# Who may be in a household, and where they live. Whoever objects to profiling, or asked to be
   erased, is left alone: no relation of theirs is worked out at all. #}
with attributes_pivoted as (
    select * from {{ ref('int_profile__attributes_pivoted') }}
),

attributes_resolved as (
    select * from {{ ref('int_profile__attributes_resolved') }}
    where attribute_name = 'address_line'
),

addresses as (
    select * from {{ ref('int_profile__addresses_normalised') }}
    where has_house_number
),

customer_identifiers as (
    select * from {{ ref('customer_identifiers') }}
),

privacy_states as (
    select * from {{ ref('int_profile__privacy_states') }}
    where objects_to_profiling or objects_to_everything or has_erasure_request
),

known as (
    select
        customer_id,
        min(first_seen_at) as known_since_at
    from customer_identifiers
    group by customer_id
),

stated as (
    select
        customer_id,
        attribute_value as address_line,
        min(occurred_at) as first_stated_at,
        max(occurred_at) as last_stated_at
    from attributes_resolved
    group by customer_id, attribute_value
),

named as (
    select
        *,
        trim({{ regexp_replace(name_letters('last_name'), '[ -]+', ' ') }}) as family_name
    from attributes_pivoted
),

final as (
    select
        known.customer_id,
        known.known_since_at,
        nullif(named.family_name, '') as family_name,
        nullif(upper(replace(named.postcode, ' ', '')), '') as postcode,
        addresses.address_key,
        addresses.complement,
        stated.first_stated_at,
        stated.last_stated_at
    from known
    left join privacy_states
        on known.customer_id = privacy_states.customer_id
    left join named
        on known.customer_id = named.customer_id
    left join addresses
        on
            named.address_line = addresses.address_line
            and coalesce(named.postcode, '') = coalesce(addresses.postcode, '')
            and coalesce(named.city, '') = coalesce(addresses.city, '')
            and coalesce(named.country_code, '') = coalesce(addresses.country_code, '')
    left join stated
        on
            named.customer_id = stated.customer_id
            and named.address_line = stated.address_line
    where privacy_states.customer_id is null
)

select * from final
