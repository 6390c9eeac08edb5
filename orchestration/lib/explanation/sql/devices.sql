-- One row per interval in which a device was a customer's ($customer_id).
select device_type, device_value, valid_from_at, valid_to_at, basis
from marts.customer_devices
where customer_id = $customer_id
order by valid_from_at nulls first, device_type, device_value;
