with preference_signs as (
    select * from {{ ref('int_profile__preference_signs') }}
),

preference_names as (
    select * from {{ ref('preference_names') }}
),

summed as (
    select
        customer_id,
        preference_name,
        preference_value,
        sum(forward_weight) as forward_weight,
        sum(behaviour_forward_weight) as behaviour_forward_weight,
        max(case when is_declared then 1 else 0 end) = 1 as is_declared,
        cast(sum(sign_count) as bigint) as sign_count,
        max(last_seen_at) as last_seen_at
    from preference_signs
    group by customer_id, preference_name, preference_value
    having sum(forward_weight) > 0
),

final as (
    select
        summed.customer_id,
        summed.preference_name,
        summed.preference_value,
        summed.forward_weight,
        summed.behaviour_forward_weight,
        {{ faded_weight('summed.forward_weight', as_of(), 'preference_names.half_life_days') }}
            as weight,
        {{ faded_weight(
            'summed.behaviour_forward_weight', as_of(), 'preference_names.half_life_days'
        ) }} as behaviour_weight,
        summed.is_declared,
        summed.sign_count,
        summed.last_seen_at,
        preference_names.minimum_weight
    from summed
    inner join preference_names
        on summed.preference_name = preference_names.preference_name
)

select * from final
