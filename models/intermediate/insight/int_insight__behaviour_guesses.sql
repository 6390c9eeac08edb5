{# The guesses of the next-question engine (its step `customer_guesses`), by the same seed: what the
   person declared is no part of them. #}
with preferences as (
    select
        *,
        {{ regexp_matches('preference_value', '^[0-9]') }} as is_number
    from {{ ref('int_profile__preferences') }}
    where behaviour_share > 0
),

nearest_stores as (
    select * from {{ ref('int_profile__nearest_stores') }}
),

customers_profiled as (
    select * from {{ ref('int_profile__customers_profiled') }}
    where is_profiled
),

guessed_attributes as (
    select * from {{ ref('guessed_attributes') }}
),

ranked as (
    select
        preferences.customer_id,
        guessed_attributes.attribute_name,
        preferences.preference_value as guessed_value,
        row_number() over (
            partition by preferences.customer_id, guessed_attributes.attribute_name
            order by preferences.behaviour_rank asc nulls last
        ) as place
    from preferences
    inner join guessed_attributes
        on preferences.preference_name = guessed_attributes.preference_name
    where
        guessed_attributes.value_kind = 'any'
        or (guessed_attributes.value_kind = 'number') = preferences.is_number
),

guesses as (
    select
        customer_id,
        attribute_name,
        guessed_value
    from ranked
    where place = 1

    union all

    select
        nearest_stores.customer_id,
        guessed_attributes.attribute_name,
        nearest_stores.nearest_store_id as guessed_value
    from nearest_stores
    inner join guessed_attributes
        on guessed_attributes.preference_name = 'nearest_store'
),

final as (
    select
        guesses.customer_id,
        guesses.attribute_name,
        guesses.guessed_value
    from guesses
    inner join customers_profiled
        on guesses.customer_id = customers_profiled.customer_id
)

select * from final
