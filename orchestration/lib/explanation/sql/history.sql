-- One row per thing that happened to a customer ($customer_id), or to one that was merged into it.
select
    event_type,
    customer_id,
    other_customer_id,
    reason,
    method,
    evidence_record_id,
    rule,
    occurred_at
from marts.identity_events
where customer_id = $customer_id or other_customer_id = $customer_id
order by occurred_at nulls last, identity_event_id;
