{# What a device did while its tracer was refused has a customer only by the login in the record
   itself, which the service asked for needs: never by whose device it was. Judged by the records'
   own word alone. #}
{{ config(meta={'dagster': {'ref': {'name': 'customer_events'}}}) }}

with events as (
    select * from {{ ref('input__events') }}
    where not has_analytics_consent
),

customer_events as (
    select * from {{ ref('customer_events') }}
),

customer_devices as (
    select * from {{ ref('customer_devices') }}
),

final as (
    select
        events.event_id,
        customer_events.customer_id as event_customer_id,
        customer_devices.customer_id as device_customer_id
    from events
    left join customer_events
        on
            events.event_id = customer_events.customer_event_id
            and customer_events.attribution <> 'login'
    left join customer_devices
        on
            events.device_type = customer_devices.device_type
            and events.device_value = customer_devices.device_value
            and events.occurred_at >= customer_devices.valid_from_at
            and events.occurred_at < customer_devices.valid_to_at
    where customer_events.customer_id is not null or customer_devices.customer_id is not null
)

select * from final
