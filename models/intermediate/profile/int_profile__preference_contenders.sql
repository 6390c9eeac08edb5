{# A value that never reached the minimum weight is chance: it competes with nobody. A contest
   needs two values that did, of a preference whose changes are followed. A value competes from the
   month it got there, so that later signs never rewrite an earlier standing. #}
with preference_signs as (
    select * from {{ ref('int_profile__preference_signs') }}
),

preference_names as (
    select * from {{ ref('preference_names') }}
),

signs as (
    select
        customer_id,
        preference_name,
        preference_value,
        month_at,
        sum(forward_weight) as forward_weight,
        sum(sign_count) as sign_count,
        max(last_seen_at) as last_seen_at
    from preference_signs
    group by customer_id, preference_name, preference_value, month_at
),

running as (
    select
        *,
        sum(forward_weight) over (
            partition by customer_id, preference_name, preference_value
            order by month_at asc nulls last
            rows between unbounded preceding and current row
        ) as running_weight
    from signs
),

candidates as (
    select
        running.customer_id,
        running.preference_name,
        running.preference_value,
        min(running.month_at) as since_month_at
    from running
    inner join preference_names
        on running.preference_name = preference_names.preference_name
    where
        preference_names.change_factor is not null
        and {{ faded_weight(
            'running.running_weight', 'running.last_seen_at', 'preference_names.half_life_days'
        ) }} >= preference_names.minimum_weight
    group by running.customer_id, running.preference_name, running.preference_value
),

counted as (
    select
        *,
        count(*) over (partition by customer_id, preference_name) as contender_count
    from candidates
),

final as (
    select
        customer_id,
        preference_name,
        preference_value,
        since_month_at
    from counted
    where contender_count > 1
)

select * from final
