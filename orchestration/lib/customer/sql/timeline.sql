-- One row per event, the latest first, with the session it belongs to.
with latest as (
    select *
    from marts.customer_events
    where customer_id = $customer_id
    order by occurred_at desc nulls last, customer_event_id desc
    limit $event_count
)

select
    latest.customer_event_id,
    latest.occurred_at,
    latest.event_type,
    latest.channel,
    latest.subject_type,
    latest.subject,
    latest.amount,
    latest.currency,
    latest.session_id,
    latest.brought_by,
    sessions.started_at as session_started_at,
    sessions.ended_at as session_ended_at,
    sessions.event_count as session_event_count
from latest
left join marts.sessions as sessions on latest.session_id = sessions.session_id
order by latest.occurred_at desc nulls last, latest.customer_event_id desc
