-- One row per other customer whom evidence ties to this one, the surest first.
select
    case when left_customer_id = $customer_id then right_customer_id else left_customer_id end
        as other_customer_id,
    confidence,
    evidence,
    reason,
    is_strong,
    last_seen_at
from marts.customer_relations
where $customer_id in (left_customer_id, right_customer_id)
order by confidence desc, other_customer_id
