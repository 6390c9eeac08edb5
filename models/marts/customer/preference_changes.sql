with preference_standings as (
    select * from {{ ref('int_profile__preference_standings') }}
),

clear_leaders as (
    select
        *,
        lag(preference_value) over (
            partition by customer_id, preference_name order by month_at asc nulls last
        ) as value_before
    from preference_standings
    where is_clear_leader
),

changes as (
    select
        clear_leaders.customer_id,
        clear_leaders.preference_name,
        clear_leaders.last_seen_at as changed_at,
        clear_leaders.value_before as from_value,
        clear_leaders.preference_value as to_value,
        cast(left_behind.weight as decimal(18, 1)) as from_weight,
        cast(clear_leaders.weight as decimal(18, 1)) as to_weight,
        left_behind.sign_count as from_sign_count,
        clear_leaders.sign_count as to_sign_count
    from clear_leaders
    inner join preference_standings as left_behind
        on
            clear_leaders.customer_id = left_behind.customer_id
            and clear_leaders.preference_name = left_behind.preference_name
            and clear_leaders.month_at = left_behind.month_at
            and clear_leaders.value_before = left_behind.preference_value
    where clear_leaders.value_before <> clear_leaders.preference_value
),

final as (
    select
        *,
        {{ filled_template(
            'preference_names', 'change',
            'from {from_value} (weight {from_weight} after {from_sign_count} signs)'
            ~ ' to {to_value} (weight {to_weight} after {to_sign_count} signs)',
            []
        ) }} as reason
    from changes
    order by customer_id, preference_name, changed_at, to_value
)

select * from final
