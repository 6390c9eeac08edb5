-- One row per segment that the customer is in.
select segment_id, name_en, purpose, reason
from marts.segment_memberships
where customer_id = $customer_id
order by segment_id
