{# What an anonymous device did is on the timeline of the customer who owned the device at that
   moment, and on nobody else's. #}
{{ config(meta={'dagster': {'ref': {'name': 'customer_events'}}}) }}

with events as (
    select * from {{ ref('input__events') }}
),

customer_events as (
    select * from {{ ref('customer_events') }}
    where attribution = 'device'
),

customer_devices as (
    select * from {{ ref('customer_devices') }}
),

final as (
    select
        customer_events.customer_event_id,
        customer_events.customer_id,
        events.device_type,
        events.device_value
    from customer_events
    inner join events on customer_events.customer_event_id = events.event_id
    left join customer_devices
        on
            events.device_type = customer_devices.device_type
            and events.device_value = customer_devices.device_value
            and customer_events.customer_id = customer_devices.customer_id
            and events.occurred_at >= customer_devices.valid_from_at
            and events.occurred_at < customer_devices.valid_to_at
    where customer_devices.customer_id is null
)

select * from final
