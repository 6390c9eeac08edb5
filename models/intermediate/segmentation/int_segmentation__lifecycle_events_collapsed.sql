{# What a signal of the lifecycle may be made of, as few rows as tell when it happened: what is only
   looked at by day is one row a day, orders and opinions one row each. A message sent is no sign of
   life, nor is an open by a machine; what a browser refused to have measured shows no interest. #}
with events_attributed as (
    select * from {{ ref('int_activity__events_attributed') }}
),

orders_resolved as (
    select * from {{ ref('int_activity__orders_resolved') }}
),

interactions_resolved as (
    select * from {{ ref('int_activity__interactions_resolved') }}
),

answers_resolved as (
    select * from {{ ref('int_activity__answers_resolved') }}
),

happened as (
    select
        customer_id,
        case when coalesce(has_analytics_consent, true) then event_name else 'unmeasured' end
            as event_type,
        cast(null as {{ dbt.type_string() }}) as event_id,
        cast(null as integer) as rating,
        occurred_at
    from events_attributed

    union all

    select
        customer_id,
        case when is_purchase then 'purchase' else 'order_undone' end as event_type,
        order_id as event_id,
        null as rating,
        ordered_at as occurred_at
    from orders_resolved

    union all

    select
        customer_id,
        interaction_type as event_type,
        case when rating is not null then interaction_id end as event_id,
        cast(rating as integer) as rating,
        occurred_at
    from interactions_resolved
    where
        interaction_type not in ('email_sent', 'email_bounced')
        and not is_machine

    union all

    select
        customer_id,
        'question_' || status as event_type,
        null as event_id,
        null as rating,
        answered_at as occurred_at
    from answers_resolved
    where status in ('answered', 'refused')
),

final as (
    select
        customer_id,
        event_type,
        event_id,
        rating,
        {{ dbt.date_trunc('day', 'occurred_at') }} as day_at,
        min(occurred_at) as first_at,
        max(occurred_at) as last_at
    from happened
    where
        customer_id is not null
        and occurred_at <= {{ as_of() }}
    group by
        customer_id, event_type, event_id, rating, {{ dbt.date_trunc('day', 'occurred_at') }}
)

select * from final
