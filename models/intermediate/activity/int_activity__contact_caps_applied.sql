{# How many messages a customer bears over all channels, and when one more is fine: once the
   oldest of as many messages as a limit allows is no longer within its period. #}
with contacts as (
    select * from {{ ref('int_activity__contacts') }}
    where customer_id is not null and not is_withheld and not is_bounced
),

contact_reactions as (
    select * from {{ ref('int_activity__contact_reactions') }}
),

contact_pressure as (
    select * from {{ ref('int_activity__contact_pressure') }}
),

contact_caps as (
    select * from {{ ref('contact_caps') }}
),

limits as (
    select
        {{ reaction_limit('reaction_prior_count') }} as reaction_prior_count,
        {{ reaction_limit('minimum_contacts') }} as minimum_contacts
),

pressed as (
    select
        customer_id,
        sum(contact_count_7_days) as contact_count_7_days,
        sum(contact_count_30_days) as contact_count_30_days,
        max(last_contact_at) as last_contact_at
    from contact_pressure
    group by customer_id
),

reacted as (
    select
        contact_reactions.customer_id,
        sum(contact_reactions.contact_count) as contact_count,
        sum(contact_reactions.reaction_count) as reaction_count,
        (sum(contact_reactions.reaction_count) + max(limits.reaction_prior_count))
        / (sum(contact_reactions.expected_count) + max(limits.reaction_prior_count))
            as reaction_index,
        sum(contact_reactions.contact_count) >= max(limits.minimum_contacts) as is_known,
        max(case when contact_reactions.fatigue_signal = 'left' then 1 else 0 end) = 1 as has_left,
        max(case when contact_reactions.fatigue_signal = 'reactions falling' then 1 else 0 end) = 1
            as is_tiring
    from contact_reactions
    cross join limits
    group by contact_reactions.customer_id
),

matched as (
    select
        reacted.*,
        contact_caps.engagement,
        contact_caps.week_limit,
        contact_caps.month_limit,
        row_number() over (
            partition by reacted.customer_id order by contact_caps.cap_rank asc nulls last
        ) as match_rank
    from reacted
    inner join contact_caps
        on
            (contact_caps.engagement = 'left' and reacted.has_left)
            or (contact_caps.engagement = 'tiring' and reacted.is_tiring)
            or (contact_caps.engagement = 'unknown' and not reacted.is_known)
            or (
                reacted.is_known
                and reacted.reaction_index >= contact_caps.minimum_reaction_index
            )
),

ordered as (
    select
        customer_id,
        contacted_at,
        row_number() over (
            partition by customer_id
            order by contacted_at desc nulls last, contact_id asc nulls last
        ) as contact_rank
    from contacts
),

freed as (
    select
        matched.customer_id,
        max(case
            when ordered.contact_rank = matched.week_limit
                then {{ dbt.dateadd('day', 7, 'ordered.contacted_at') }}
        end) as week_freed_at,
        max(case
            when ordered.contact_rank = matched.month_limit
                then {{ dbt.dateadd('day', 30, 'ordered.contacted_at') }}
        end) as month_freed_at
    from matched
    inner join ordered
        on matched.customer_id = ordered.customer_id
    where matched.match_rank = 1
    group by matched.customer_id
),

final as (
    select
        matched.customer_id,
        cast(matched.contact_count as integer) as contact_count,
        cast(matched.reaction_count as integer) as reaction_count,
        matched.reaction_index,
        matched.is_known,
        matched.engagement,
        matched.week_limit,
        matched.month_limit,
        cast(pressed.contact_count_7_days as integer) as contact_count_7_days,
        cast(pressed.contact_count_30_days as integer) as contact_count_30_days,
        pressed.last_contact_at,
        case
            when matched.week_limit = 0 then 'stopped'
            when
                pressed.contact_count_7_days > matched.week_limit
                or pressed.contact_count_30_days > matched.month_limit then 'over'
            when
                pressed.contact_count_7_days < matched.week_limit
                and pressed.contact_count_30_days * 2 < matched.month_limit then 'under'
            else 'fine'
        end as pressure_state,
        case
            when matched.week_limit > 0
                then greatest(freed.week_freed_at, freed.month_freed_at, {{ as_of() }})
        end as next_contact_at
    from matched
    inner join pressed
        on matched.customer_id = pressed.customer_id
    left join freed
        on matched.customer_id = freed.customer_id
    where matched.match_rank = 1
)

select * from final
