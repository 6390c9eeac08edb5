-- Under which keys people appear in the warehouse whom identity resolution has erased in this build,
-- because a source delivered their request: the same tables as for those asked about. They are no
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
