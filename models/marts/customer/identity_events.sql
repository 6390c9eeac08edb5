with customer_events as (
    select * from {{ ref('int_identity__customer_events') }}
),

event_types as (
    select * from {{ ref('identity_event_types') }}
),

final as (
    select
        customer_events.event_id as identity_event_id,
        customer_events.run_number,
        customer_events.event_type,
        customer_events.customer_id,
        customer_events.other_customer_id,
        event_types.reason,
        customer_events.method,
        customer_events.evidence_record_id,
        customer_events.rule,
        customer_events.occurred_at
    from customer_events
    left join event_types
        on customer_events.event_type = event_types.event_type
)

select * from final
