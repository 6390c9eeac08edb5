with customers_profiled as (
    select * from {{ ref('int_profile__customers_profiled') }}
    where is_profiled
),

contact_caps_applied as (
    select * from {{ ref('int_activity__contact_caps_applied') }}
),

contact_reactions as (
    select * from {{ ref('int_activity__contact_reactions') }}
),

unknown_caps as (
    select * from {{ ref('contact_caps') }}
    where engagement = 'unknown'
),

buying_channels as (
    select * from {{ ref('int_activity__buying_channels') }}
    where basis = 'now'
),

best_hours as (
    select * from {{ ref('int_activity__best_hours') }}
    where basis = 'now' and customer_id is not null
),

limits as (
    select
        {%- for name in ['minimum_hour_signs', 'minimum_purchases'] %}
            cast({{ reaction_limit(name) }} as integer) as {{ name }},
        {%- endfor %}
        cast({{ reaction_limit('minimum_contacts') }} as integer) as minimum_contacts
),

channels_ranked as (
    select
        *,
        reaction_index * base_reaction_rate as reaction_rate,
        row_number() over (
            partition by customer_id
            order by reaction_index * base_reaction_rate desc nulls last, channel asc nulls last
        ) as channel_rank
    from contact_reactions
    where is_known and coalesce(fatigue_signal, '') <> 'left'
),

{# A reason is given for what is known as for what is not. #}
final as (
    select
        customers_profiled.customer_id,
        channels_ranked.channel as best_contact_channel,
        round(channels_ranked.reaction_rate, 6) as contact_channel_rate,
        case
            when channels_ranked.channel is not null
                then
                    cast(channels_ranked.reaction_count as {{ dbt.type_string() }})
                    || ' reactions to '
                    || cast(channels_ranked.contact_count as {{ dbt.type_string() }})
                    || ' messages'
            when contact_caps_applied.engagement = 'left' then 'unsubscribed or complained'
            else
                'too few messages: '
                || cast(coalesce(contact_caps_applied.contact_count, 0) as {{ dbt.type_string() }})
                || ' of ' || cast(limits.minimum_contacts as {{ dbt.type_string() }})
        end as best_contact_channel_reason,
        case
            when buying_channels.purchase_count >= limits.minimum_purchases
                then buying_channels.best_channel
        end as best_buying_channel,
        case
            when buying_channels.purchase_count >= limits.minimum_purchases
                then buying_channels.best_channel_share
        end as buying_channel_share,
        coalesce(buying_channels.purchase_count, 0) as purchase_count,
        case
            when best_hours.sign_count >= limits.minimum_hour_signs then best_hours.best_hour
        end as best_hour,
        case
            when best_hours.sign_count >= limits.minimum_hour_signs
                then round(best_hours.best_hour_share, 6)
        end as best_hour_share,
        case
            when best_hours.sign_count >= limits.minimum_hour_signs
                then
                    cast(best_hours.sign_count as {{ dbt.type_string() }})
                    || ' visits and purchases of their own choice'
            else
                'too few signs: '
                || cast(coalesce(best_hours.sign_count, 0) as {{ dbt.type_string() }})
                || ' of ' || cast(limits.minimum_hour_signs as {{ dbt.type_string() }})
        end as best_hour_reason,
        coalesce(contact_caps_applied.contact_count, 0) as contact_count,
        coalesce(contact_caps_applied.contact_count_7_days, 0) as contact_count_7_days,
        coalesce(contact_caps_applied.contact_count_30_days, 0) as contact_count_30_days,
        contact_caps_applied.last_contact_at,
        coalesce(contact_caps_applied.reaction_count, 0) as reaction_count,
        round(contact_caps_applied.reaction_index, 6) as reaction_index,
        coalesce(contact_caps_applied.engagement, unknown_caps.engagement) as engagement,
        coalesce(contact_caps_applied.week_limit, unknown_caps.week_limit) as week_limit,
        coalesce(contact_caps_applied.month_limit, unknown_caps.month_limit) as month_limit,
        coalesce(contact_caps_applied.pressure_state, 'under') as pressure_state,
        case
            when contact_caps_applied.pressure_state = 'stopped' then null
            when contact_caps_applied.next_contact_at is null then 0
            else {{ whole_days_until('contact_caps_applied.next_contact_at') }}
        end as days_until_contact,
        {{ as_of() }} as as_of_at
    from customers_profiled
    left join contact_caps_applied
        on customers_profiled.customer_id = contact_caps_applied.customer_id
    left join channels_ranked
        on
            customers_profiled.customer_id = channels_ranked.customer_id
            and channels_ranked.channel_rank = 1
    left join buying_channels
        on customers_profiled.customer_id = buying_channels.customer_id
    left join best_hours
        on customers_profiled.customer_id = best_hours.customer_id
    cross join unknown_caps
    cross join limits
    order by customers_profiled.customer_id
)

select * from final
