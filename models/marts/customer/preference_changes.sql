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
        clear_leaders.read_at as changed_at,
        clear_leaders.value_before as from_value,
        clear_leaders.preference_value as to_value,
        cast(preference_standings.weight as decimal(18, 1)) as from_weight,
        cast(clear_leaders.weight as decimal(18, 1)) as to_weight,
        preference_standings.sign_count as from_sign_count,
        clear_leaders.sign_count as to_sign_count
    from clear_leaders
    inner join preference_standings
        on
            clear_leaders.customer_id = preference_standings.customer_id
            and clear_leaders.preference_name = preference_standings.preference_name
            and clear_leaders.month_at = preference_standings.month_at
            and clear_leaders.value_before = preference_standings.preference_value
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
