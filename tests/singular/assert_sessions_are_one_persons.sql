{# A session is one person's: no event on a customer's timeline is in somebody else's session, or
   outside the time of its session. #}
{{ config(meta={'dagster': {'ref': {'name': 'sessions'}}}) }}

with customer_events as (
    select * from {{ ref('customer_events') }}
),

sessions as (
    select * from {{ ref('sessions') }}
),

final as (
    select
        customer_events.customer_event_id,
        customer_events.customer_id,
        sessions.session_id
    from customer_events
    inner join sessions
        on customer_events.session_id = sessions.session_id
    where
        customer_events.customer_id <> coalesce(sessions.customer_id, '')
        or customer_events.occurred_at < sessions.started_at
        or customer_events.occurred_at > sessions.ended_at
)

select * from final
