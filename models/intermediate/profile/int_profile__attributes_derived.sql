{# What is known of a customer without a record that states it as an attribute: how to reach them,
   what the area is like, what behaviour shows, what they think of us. Each in the shape of a stated
   value, so that one set of rules ranks them all. #}
with stated as (
    select * from {{ ref('int_profile__contact_points_stated') }}
),

area_attributes as (
    select * from {{ ref('input__area_attributes') }}
),

homes as (
    select
        customer_id,
        postcode
    from {{ ref('int_profile__attributes_pivoted') }}
    where coalesce(country_code, '{{ var("default_country") }}') = '{{ var("default_country") }}'
),

nearest_stores as (
    select * from {{ ref('int_profile__nearest_stores') }}
),

preferences as (
    select * from {{ ref('int_profile__preferences') }}
    where
        behaviour_rank = 1
        and is_sure_by_behaviour
),

preference_names as (
    select * from {{ ref('preference_names') }}
),

interactions_resolved as (
    select * from {{ ref('int_activity__interactions_resolved') }}
    where customer_id is not null
),

final as (
    select
        customer_id,
        attribute_name,
        attribute_value,
        'declared' as value_kind,
        source_name,
        source_record_id,
        cast(1 as double) as confidence,
        is_verified,
        record_count,
        occurred_at,
        first_occurred_at
    from stated

    union all

    select
        homes.customer_id,
        area_attributes.attribute_name,
        area_attributes.attribute_value,
        'third_party' as value_kind,
        area_attributes.source_name,
        area_attributes.source_record_id,
        area_attributes.confidence,
        false as is_verified,
        1 as record_count,
        area_attributes.provided_at as occurred_at,
        area_attributes.provided_at as first_occurred_at
    from homes
    inner join area_attributes
        on homes.postcode = area_attributes.postcode

    union all

    select
        customer_id,
        'nearest_store' as attribute_name,
        nearest_store_id as attribute_value,
        'inferred' as value_kind,
        nearest_store_basis as source_name,
        'inferred:nearest_store' as source_record_id,
        case nearest_store_basis
            when 'middle of the postcode' then 0.9
            when 'postcode' then 0.8
            else 0.5
        end as confidence,
        false as is_verified,
        1 as record_count,
        {{ as_of() }} as occurred_at,
        {{ as_of() }} as first_occurred_at
    from nearest_stores

    union all

    select
        preferences.customer_id,
        preference_names.attribute_name,
        preferences.preference_value as attribute_value,
        'inferred' as value_kind,
        'behaviour' as source_name,
        'inferred:behaviour' as source_record_id,
        preferences.behaviour_share as confidence,
        false as is_verified,
        preferences.sign_count as record_count,
        preferences.last_seen_at as occurred_at,
        cast(null as timestamp) as first_occurred_at
    from preferences
    inner join preference_names
        on preferences.preference_name = preference_names.preference_name

    union all

    select
        customer_id,
        'nps_score' as attribute_name,
        cast(cast(rating as integer) as {{ dbt.type_string() }}) as attribute_value,
        'declared' as value_kind,
        source_name,
        interaction_id as source_record_id,
        cast(1 as double) as confidence,
        true as is_verified,
        1 as record_count,
        occurred_at,
        occurred_at as first_occurred_at
    from interactions_resolved
    where
        interaction_type = 'nps_answered'
        and rating is not null

    union all

    select
        customer_id,
        'sentiment' as attribute_name,
        sentiment as attribute_value,
        'observed' as value_kind,
        source_name,
        interaction_id as source_record_id,
        0.8 as confidence,
        true as is_verified,
        1 as record_count,
        occurred_at,
        occurred_at as first_occurred_at
    from interactions_resolved
    where sentiment is not null
)

select * from final
