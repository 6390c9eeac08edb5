-- Under which keys people appear in the warehouse whom identity resolution has erased in this build,
-- because a source delivered their request: the same temporary tables as in `keys.sql`. They are no
-- customers any more, so their records, and the devices that only they used, lead to the rest.

create or replace temp table held_customers (customer_id varchar);

create or replace temp table held_identifiers as
with held_by_customers as (
    select identifier_id from identity.int_identity__crosswalk
    union
    select device_id from identity.int_identity__device_ownerships
),

records as (
    select source_record_id from identity.int_identity__records_erased where is_erased
    union
    select source_record_id from identity.int_identity__records_forgotten
),

-- Those of this run's requests, and those that an earlier erasure buried and a delivery brought back.
buried as (
    select ownerships.identifier_id
    from identity.int_identity__erasures as erasures
    inner join identity.int_identity__identifier_ownerships as ownerships
        on
            erasures.cluster_id = ownerships.cluster_id
            and erasures.erased_at >= ownerships.valid_from_at
            and erasures.erased_at < ownerships.valid_to_at
    union
    select identifiers.identifier_id
    from identity.int_identity__identifiers as identifiers
    where
        identifiers.identifier_hash in (
            select identifier_hash from identity.int_identity__tombstones
            union
            select identifier_hash from engine.identifier_tombstones
        )
)

select
    identifiers.identifier_id,
    identifiers.identifier_hash,
    identifiers.identifier_type,
    identifiers.normalized_value as identifier_value,
    cast(null as varchar) as customer_id,
    timestamp '0001-01-01' as valid_from_at,
    timestamp '9999-12-31' as valid_to_at,
    false as is_device
from buried
inner join identity.int_identity__identifiers as identifiers
    on buried.identifier_id = identifiers.identifier_id
anti join held_by_customers
    on identifiers.identifier_id = held_by_customers.identifier_id
union all
select
    identifiers.identifier_id,
    cast(null as varchar) as identifier_hash,
    identifiers.identifier_type,
    identifiers.normalized_value as identifier_value,
    cast(null as varchar) as customer_id,
    timestamp '0001-01-01' as valid_from_at,
    timestamp '9999-12-31' as valid_to_at,
    true as is_device
from identity.int_identity__record_identifiers as seen
inner join records on seen.source_record_id = records.source_record_id
inner join identity.int_identity__identifiers as identifiers
    on seen.identifier_id = identifiers.identifier_id
anti join held_by_customers
    on identifiers.identifier_id = held_by_customers.identifier_id
where seen.identifier_class = 'device'
group by identifiers.identifier_id, identifiers.identifier_type, identifiers.normalized_value;

create or replace temp table held_raw_values as
select
    raw_identifiers.identifier_type,
    raw_identifiers.raw_value,
    held_identifiers.identifier_value,
    held_identifiers.customer_id,
    held_identifiers.valid_from_at,
    held_identifiers.valid_to_at,
    held_identifiers.is_device
from held_identifiers
inner join identity.int_identity__raw_identifiers as raw_identifiers
    on held_identifiers.identifier_id = raw_identifiers.identifier_id;

create or replace temp table held_clusters as
select cluster_id
from identity.int_identity__erasures
union
select linked.cluster_id
from identity.int_identity__erasures as erasures
inner join identity.int_identity__clusters as clusters
    on erasures.cluster_id = clusters.cluster_id
inner join identity.int_identity__clusters_linked as linked
    on clusters.identifier_id = linked.identifier_id;

create or replace temp table held_components as
select distinct components.component_id
from identity.int_identity__components as components
inner join held_identifiers on components.vertex_id = held_identifiers.identifier_id
where not held_identifiers.is_device;

create or replace temp table held_links as
select links.link_rank
from identity.int_identity__links as links
where
    links.left_id in (select identifier_id from held_identifiers)
    or links.right_id in (select identifier_id from held_identifiers);

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

-- Profiles are made of customers only, so no profile knows their addresses any more.
create or replace temp table held_addresses (address_line varchar);

create or replace temp table held_orders as
select distinct orders.order_id
from input.input__orders as orders
inner join held_records on orders.source_record_id = held_records.source_record_id
where held_records.role = 'self';
