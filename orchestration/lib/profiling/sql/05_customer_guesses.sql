-- One row per customer and attribute that behaviour shows something of: the value it shows most,
-- how much evidence there is, and how far such a guess can be trusted. What the customer declared
-- is no part of it.
--
-- The confidence is how often guesses of that attribute and evidence agreed with what customers
-- later declared (engine.guess_reliability). Where nothing is learned yet, it is the value's share
-- of the customer's behaviour, shrunk as if `guess_fair_signs` more signs had shown other values.
create or replace temp table customer_guesses as
with limits as (
    select
        max(case when limit_name = 'guess_fair_signs' then limit_value end) as fair_signs,
        max(case when limit_name = 'guess_fair_share' then limit_value end) as fair_share,
        max(case when limit_name = 'guess_strong_signs' then limit_value end) as strong_signs,
        max(case when limit_name = 'guess_strong_share' then limit_value end) as strong_share
    from rules.question_limits
),

preferences as (
    select
        guessed_attributes.attribute_name,
        preferences.customer_id,
        preferences.preference_value,
        -- A declaration is a sign too, but not one of behaviour.
        preferences.sign_count - case when preferences.is_declared then 1 else 0 end as sign_count,
        preferences.behaviour_share / sum(preferences.behaviour_share) over (
            partition by preferences.customer_id, guessed_attributes.attribute_name
        ) as behaviour_share,
        row_number() over (
            partition by preferences.customer_id, guessed_attributes.attribute_name
            order by preferences.behaviour_rank asc nulls last
        ) as place
    from profile.int_profile__preferences as preferences
    inner join rules.guessed_attributes as guessed_attributes
        on
            preferences.preference_name = guessed_attributes.preference_name
            and (
                guessed_attributes.value_kind = 'any'
                or (guessed_attributes.value_kind = 'number')
                = regexp_matches(preferences.preference_value, '^[0-9]')
            )
    where preferences.behaviour_share > 0
),

guesses as (
    select
        customer_id,
        attribute_name,
        preference_value as guessed_value,
        sign_count,
        behaviour_share
    from preferences
    where place = 1
    union all
    -- The nearest shop is one fact, as good as a few signs of behaviour.
    select
        customers.customer_id,
        guessed_attributes.attribute_name,
        customers.nearest_store_id as guessed_value,
        limits.fair_signs as sign_count,
        1.0 as behaviour_share
    from marts.customers as customers
    cross join limits
    inner join rules.guessed_attributes as guessed_attributes
        on guessed_attributes.preference_name = 'nearest_store'
    where customers.nearest_store_id is not null
),

weighed as (
    select
        guesses.*,
        case
            when
                guesses.sign_count >= limits.strong_signs
                and guesses.behaviour_share >= limits.strong_share
                then 'strong'
            when
                guesses.sign_count >= limits.fair_signs
                and guesses.behaviour_share >= limits.fair_share
                then 'fair'
            else 'weak'
        end as evidence_level,
        guesses.behaviour_share * guesses.sign_count / (guesses.sign_count + limits.fair_signs)
            as unlearned_confidence
    from guesses
    cross join limits
)

select
    weighed.customer_id,
    weighed.attribute_name,
    weighed.guessed_value,
    weighed.evidence_level,
    weighed.behaviour_share,
    coalesce(guess_reliability.confidence, weighed.unlearned_confidence) as confidence
from weighed
inner join marts.customers as customers
    on
        weighed.customer_id = customers.customer_id
        and not coalesce(customers.has_profiling_objection, true)
left join engine.guess_reliability as guess_reliability
    on
        weighed.attribute_name = guess_reliability.attribute_name
        and weighed.evidence_level = guess_reliability.evidence_level;
