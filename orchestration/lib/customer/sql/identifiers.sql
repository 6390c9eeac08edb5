-- One row per person key and interval of the customer.
select
    identifier_type,
    identifier_value,
    valid_from_at,
    valid_to_at,
    is_current,
    is_verified,
    first_seen_at,
    last_seen_at,
    observation_count
from marts.customer_identifiers
where customer_id = $customer_id
order by is_current desc, identifier_type, last_seen_at desc nulls last, identifier_value
