-- One row per former customer id that leads to a customer ($customer_id), over however many merges.
select customer_id, redirected_at
from marts.customer_redirects
where current_customer_id = $customer_id
order by redirected_at nulls last, customer_id;
