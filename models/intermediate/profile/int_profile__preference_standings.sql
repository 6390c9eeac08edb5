{# A taste is read in each month that has a sign, from everything said, bought and looked at until
   then. A leader is clear when it weighs the minimum, has signs enough, and weighs the change factor
   times the runner-up. Months without signs are not read: time passing alone changes nothing. #}
with preference_signs as (
    select * from {{ ref('int_profile__preference_signs') }}
),

preference_contenders as (
    select * from {{ ref('int_profile__preference_contenders') }}
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

months as (
    select
        signs.customer_id,
        signs.preference_name,
        signs.month_at,
        max(signs.last_seen_at) as read_at
    from signs
    inner join preference_contenders
        on
            signs.customer_id = preference_contenders.customer_id
            and signs.preference_name = preference_contenders.preference_name
    group by signs.customer_id, signs.preference_name, signs.month_at
),

standings as (
    select
        months.customer_id,
        months.preference_name,
        months.month_at,
        months.read_at,
        preference_contenders.preference_value,
        preference_contenders.since_month_at,
        sum(coalesce(signs.forward_weight, 0)) over until_then as running_weight,
        sum(coalesce(signs.sign_count, 0)) over until_then as sign_count,
        max(signs.last_seen_at) over until_then as last_seen_at
    from months
    inner join preference_contenders
        on
            months.customer_id = preference_contenders.customer_id
            and months.preference_name = preference_contenders.preference_name
    left join signs
        on
            preference_contenders.customer_id = signs.customer_id
            and preference_contenders.preference_name = signs.preference_name
            and preference_contenders.preference_value = signs.preference_value
            and months.month_at = signs.month_at
    window until_then as (
        partition by
            months.customer_id, months.preference_name, preference_contenders.preference_value
        order by months.month_at asc nulls last
        rows between unbounded preceding and current row
    )
),

ranked as (
    select
        *,
        row_number() over by_weight as value_rank,
        lead(running_weight) over by_weight as next_weight
    from standings
    where month_at >= since_month_at
    window by_weight as (
        partition by customer_id, preference_name, month_at
        order by running_weight desc nulls last, preference_value asc nulls last
    )
),

final as (
    select
        ranked.customer_id,
        ranked.preference_name,
        ranked.preference_value,
        ranked.month_at,
        ranked.read_at,
        ranked.last_seen_at,
        ranked.value_rank,
        cast(ranked.sign_count as integer) as sign_count,
        {{ faded_weight(
            'ranked.running_weight', 'ranked.read_at', 'preference_names.half_life_days'
        ) }} as weight,
        ranked.value_rank = 1
        and {{ faded_weight(
            'ranked.running_weight', 'ranked.read_at', 'preference_names.half_life_days'
        ) }} >= preference_names.minimum_weight
        and ranked.sign_count >= preference_names.change_sign_count
        and ranked.running_weight
        >= coalesce(ranked.next_weight, 0) * preference_names.change_factor as is_clear_leader
    from ranked
    inner join preference_names
        on ranked.preference_name = preference_names.preference_name
)

select * from final
