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

{# A message sent is no sign of life, and neither is an open by a machine. #}
signs as (
    select
        customer_id,
        channel,
        min(occurred_at) as first_seen_at,
        max(occurred_at) as last_seen_at,
        count(*) as sign_count
    from events_attributed
    where
        customer_id is not null
        and occurred_at <= {{ as_of() }}
    group by customer_id, channel

    union all

    select
        customer_id,
        order_channel as channel,
        min(ordered_at) as first_seen_at,
        max(ordered_at) as last_seen_at,
        count(*) as sign_count
    from orders_resolved
    where
        customer_id is not null
        and ordered_at <= {{ as_of() }}
    group by customer_id, order_channel

    union all

    select
        customer_id,
        channel,
        min(occurred_at) as first_seen_at,
        max(occurred_at) as last_seen_at,
        count(*) as sign_count
    from interactions_resolved
    where
        customer_id is not null
        and occurred_at <= {{ as_of() }}
        and interaction_type not in ('email_sent', 'email_bounced')
        and not is_machine
    group by customer_id, channel

    union all

    select
        customer_id,
        channel,
        min(answered_at) as first_seen_at,
        max(answered_at) as last_seen_at,
        count(*) as sign_count
    from answers_resolved
    where
        customer_id is not null
        and status in ('answered', 'refused')
        and answered_at <= {{ as_of() }}
    group by customer_id, channel
),

final as (
    select
        customer_id,
        channel,
        min(first_seen_at) as first_seen_at,
        max(last_seen_at) as last_seen_at,
        cast(sum(sign_count) as bigint) as sign_count
    from signs
    where channel is not null
    group by customer_id, channel
)

select * from final
