create or replace temp table held_records as
select source_record_id, cast(null as varchar) as customer_id, identifier_role as role
from identity.int_identity__records_erased
where is_erased
union
select source_record_id, cast(null as varchar), identifier_role
from identity.int_identity__records_forgotten
union
select events.source_record_id, cast(null as varchar), 'self'
from input.input__events as events
inner join held_raw_values
    on
        events.device_type = held_raw_values.identifier_type
        and events.device_value = held_raw_values.raw_value
union
select carts.source_record_id, cast(null as varchar), 'self'
from input.input__carts as carts
inner join held_raw_values
    on
        carts.device_type = held_raw_values.identifier_type
        and carts.device_value = held_raw_values.raw_value
where carts.identifier_value is null
union
select named.source_record_id, cast(null as varchar), 'self'
from (
    select source_record_id, identifier_type, identifier_value from input.input__events
    union all
    select source_record_id, identifier_type, identifier_value from input.input__interactions
    union all
    select source_record_id, identifier_type, identifier_value from input.input__consents
    union all
    select source_record_id, identifier_type, identifier_value from input.input__carts
    union all
    select source_record_id, identifier_type, identifier_value from input.input__privacy_requests
) as named
inner join held_raw_values
    on
        named.identifier_type = held_raw_values.identifier_type
        and named.identifier_value = held_raw_values.raw_value;

-- Profiles are made of customers only, so no profile knows their addresses any more.
create or replace temp table held_addresses (address_line varchar);
