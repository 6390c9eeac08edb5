-- One row per interval in which a device is the customer's, the latest first.
select device_type, device_value, valid_from_at, valid_to_at, basis
from marts.customer_devices
where customer_id = $customer_id
order by valid_to_at desc nulls first, valid_from_at desc, device_type, device_value
