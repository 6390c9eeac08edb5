{# Clocks of devices are wrong in both directions. Nothing on a timeline lies after the moment the
   run describes, nor before such systems existed: "last seen" and every stage are read from it. #}
{{ config(meta={'dagster': {'ref': {'name': 'customer_events'}}}) }}

with customer_events as (
    select * from {{ ref('customer_events') }}
),

final as (
    select
        customer_event_id,
        customer_id,
        occurred_at
    from customer_events
    where
        occurred_at > {{ as_of() }}
        or occurred_at < cast('1995-01-01' as timestamp)
        or occurred_at is null
)

select * from final
