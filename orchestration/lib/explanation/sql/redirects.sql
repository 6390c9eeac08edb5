-- One row per former customer id that leads to a customer ($customer_id).
select customer_id, registered_at, redirected_at
from identity.int_identity__customer_registry
where redirects_to_customer_id = $customer_id
order by redirected_at nulls last, customer_id;
