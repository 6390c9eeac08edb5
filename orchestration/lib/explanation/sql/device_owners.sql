-- One row per interval in which a device ($type, $value) was somebody's.
select customer_id, valid_from_at, valid_to_at, basis
from marts.customer_devices
where device_type = $type and device_value = $value
order by valid_from_at nulls first, customer_id;
