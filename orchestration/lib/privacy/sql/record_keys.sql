-- What their records lead to, in whatever way the people were found.
-- Values that their records show and that were set aside, so that they tie nobody.
create or replace temp table held_values_excluded as
select distinct
    observations.identifier_type,
    observations.raw_value,
    raw_identifiers.normalized_value
from input.input__identifier_observations as observations
inner join held_records
    on
        observations.source_record_id = held_records.source_record_id
        and observations.identifier_role = held_records.role
inner join identity.int_identity__raw_identifiers as raw_identifiers
    on
        observations.identifier_type = raw_identifiers.identifier_type
        and observations.raw_value = raw_identifiers.raw_value
where raw_identifiers.exclusion_rule is not null;

create or replace temp table held_orders as
select distinct orders.order_id
from input.input__orders as orders
inner join held_records on orders.source_record_id = held_records.source_record_id
where held_records.role = 'self';
