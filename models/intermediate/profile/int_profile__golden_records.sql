with customers as (
    select * from {{ ref('int_identity__customers') }}
),

identities as (
    select * from {{ ref('int_profile__identities') }}
),

attributes_pivoted as (
    select * from {{ ref('int_profile__attributes_pivoted') }}
),

regions as (
    select * from {{ ref('int_profile__derived_attributes_ranked') }}
    where
        attribute_name = 'region'
        and status = 'won'
),

birthdays as (
    select * from {{ ref('int_profile__birthdays') }}
),

primary_contact_points as (
    select * from {{ ref('int_profile__contact_points') }}
    where is_primary
),

nearest_stores as (
    select * from {{ ref('int_profile__nearest_stores') }}
),

completeness as (
    select * from {{ ref('int_profile__completeness') }}
),

final as (
    select
        customers.customer_id,
        attributes_pivoted.first_name,
        attributes_pivoted.last_name,
        attributes_pivoted.sex,
        birthdays.birth_date,
        birthdays.age_years,
        attributes_pivoted.language,
        attributes_pivoted.address_line,
        attributes_pivoted.postcode,
        attributes_pivoted.city,
        coalesce(regions.attribute_value, attributes_pivoted.region) as region,
        attributes_pivoted.country_code,
        attributes_pivoted.csp,
        attributes_pivoted.family_situation,
        {{ try_cast('attributes_pivoted.children_count', 'integer') }} as children_count,
        emails.contact_point as email,
        phones.contact_point as phone,
        coalesce(identities.email_count, 0) as email_count,
        coalesce(identities.phone_count, 0) as phone_count,
        identities.loyalty_id,
        attributes_pivoted.loyalty_tier,
        {{ try_cast('attributes_pivoted.loyalty_points', 'integer') }} as loyalty_points,
        coalesce(identities.has_login, false) as has_login,
        coalesce(identities.has_social_login, false) as has_social_login,
        coalesce(identities.has_loyalty_card, false) as has_loyalty_card,
        coalesce(identities.identifier_count, 0) as identifier_count,
        coalesce(identities.device_count, 0) as device_count,
        nearest_stores.nearest_store_id,
        nearest_stores.nearest_store_basis,
        completeness.completeness_score,
        completeness.most_useful_missing_attribute
    from customers
    left join identities
        on customers.customer_id = identities.customer_id
    left join attributes_pivoted
        on customers.customer_id = attributes_pivoted.customer_id
    left join regions
        on customers.customer_id = regions.customer_id
    left join birthdays
        on customers.customer_id = birthdays.customer_id
    left join primary_contact_points as emails
        on
            customers.customer_id = emails.customer_id
            and emails.contact_point_type = 'email'
    left join primary_contact_points as phones
        on
            customers.customer_id = phones.customer_id
            and phones.contact_point_type = 'phone'
    left join nearest_stores
        on customers.customer_id = nearest_stores.customer_id
    left join completeness
        on customers.customer_id = completeness.customer_id
)

select * from final
