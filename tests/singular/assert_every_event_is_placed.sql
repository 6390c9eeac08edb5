{# No event of the site or the app is lost without a word: it is on somebody's timeline, or a
   visitor's, or its device has owners and nobody was signed in (a public device, or a time nobody
   owned it), or its tracer was refused. #}
{{ config(meta={'dagster': {'ref': {'name': 'customer_events'}}}) }}

with events as (
    select * from {{ ref('input__events') }}
),

customer_events as (
    select * from {{ ref('customer_events') }}
),

visitors as (
    select * from {{ ref('visitors') }}
),

customer_devices as (
    select
        device_type,
        device_value
    from {{ ref('customer_devices') }}
    group by device_type, device_value
),

events_attributed as (
    select event_id
    from {{ ref('int_activity__events_attributed') }}
    where attribution = 'refused'
),

final as (
    select
        events.event_id,
        events.source_record_id,
        events.device_type,
        events.device_value
    from events
    left join customer_events on events.event_id = customer_events.customer_event_id
    left join visitors
        on
            events.device_type = visitors.device_type
            and events.device_value = visitors.device_value
    left join customer_devices
        on
            events.device_type = customer_devices.device_type
            and events.device_value = customer_devices.device_value
    left join events_attributed on events.event_id = events_attributed.event_id
    where
        customer_events.customer_event_id is null
        and events_attributed.event_id is null
        and visitors.visitor_id is null
        and customer_devices.device_value is null
)

select * from final
