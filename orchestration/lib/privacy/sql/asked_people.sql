-- Under which keys the customers of `held_asked` appear in the warehouse, one temporary table for
-- each kind of key. All that is attributed to a customer is taken from the models that attribute it.

-- Former ids that lead to a customer are the same person.
create or replace temp table held_customers as
select held_asked.customer_id
from held_asked
union
select registry.customer_id
from identity.int_identity__customer_registry as registry
inner join held_asked on registry.redirects_to_customer_id = held_asked.customer_id
union
select redirects.customer_id
from marts.customer_redirects as redirects
inner join held_asked on redirects.current_customer_id = held_asked.customer_id;

create or replace temp table held_identifiers as
select
    crosswalk.identifier_id,
    crosswalk.identifier_hash,
    crosswalk.identifier_type,
    crosswalk.normalized_value as identifier_value,
    crosswalk.customer_id,
    crosswalk.valid_from_at,
    crosswalk.valid_to_at,
    false as is_device
from identity.int_identity__crosswalk as crosswalk
inner join held_customers on crosswalk.customer_id = held_customers.customer_id
union all
select
    ownerships.device_id as identifier_id,
    cast(null as varchar) as identifier_hash,
    ownerships.device_type as identifier_type,
    ownerships.device_value as identifier_value,
    ownerships.customer_id,
    ownerships.valid_from_at,
    ownerships.valid_to_at,
    true as is_device
from identity.int_identity__device_ownerships as ownerships
inner join held_customers on ownerships.customer_id = held_customers.customer_id;

-- The clusters of today, and those of the step before merges that went into them.
create or replace temp table held_clusters as
with current_clusters as (
    select cluster_customers.cluster_id
    from identity.int_identity__cluster_customers as cluster_customers
    inner join held_customers on cluster_customers.customer_id = held_customers.customer_id
)

select current_clusters.cluster_id
from current_clusters
union
select linked.cluster_id
from current_clusters
inner join identity.int_identity__clusters as clusters
    on current_clusters.cluster_id = clusters.cluster_id
inner join identity.int_identity__clusters_linked as linked
    on clusters.identifier_id = linked.identifier_id;
