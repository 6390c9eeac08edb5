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

-- A record belongs to whom identity says; only where it says nothing (a click among thousands on
-- one browser, a message to a known address) do the models of that kind of record say. Records of
-- somebody else that name one of the customer's identifiers are `party`.
create or replace temp table held_records as
with attributed as (
    select
        record_customers.source_record_id,
        record_customers.identifier_role as role,
        record_customers.customer_id,
        1 as precedence
    from identity.int_identity__record_customers as record_customers
    inner join held_customers on record_customers.customer_id = held_customers.customer_id

    union all

    select
        events.source_record_id,
        'self' as role,
        attributed.customer_id,
        2 as precedence
    from activity.int_activity__events_attributed as attributed
    inner join held_customers on attributed.customer_id = held_customers.customer_id
    inner join input.input__events as events on attributed.event_id = events.event_id

    union all

    select
        interactions.source_record_id,
        'self' as role,
        resolved.customer_id,
        2 as precedence
    from activity.int_activity__interactions_resolved as resolved
    inner join held_customers on resolved.customer_id = held_customers.customer_id
    inner join input.input__interactions as interactions
        on resolved.interaction_id = interactions.interaction_id

    union all

    select
        consents.source_record_id,
        'self' as role,
        consents.customer_id,
        2 as precedence
    from profile.int_profile__consents_resolved as consents
    inner join held_customers on consents.customer_id = held_customers.customer_id

    union all

    select
        requests.source_record_id,
        'self' as role,
        held_raw_values.customer_id,
        2 as precedence
    from input.input__privacy_requests as requests
    inner join held_raw_values
        on
            requests.identifier_type = held_raw_values.identifier_type
            and requests.identifier_value = held_raw_values.raw_value
            and requests.requested_at >= held_raw_values.valid_from_at
            and requests.requested_at < held_raw_values.valid_to_at

    union all

    select
        carts.source_record_id,
        'self' as role,
        held_raw_values.customer_id,
        2 as precedence
    from input.input__carts as carts
    inner join held_raw_values
        on
            carts.device_type = held_raw_values.identifier_type
            and carts.device_value = held_raw_values.raw_value
            and carts.updated_at >= held_raw_values.valid_from_at
            and carts.updated_at < held_raw_values.valid_to_at
    where carts.identifier_value is null

    union all

    select
        decisions.source_record_id,
        'party' as role,
        held_identifiers.customer_id,
        2 as precedence
    from identity.int_identity__decisions as decisions
    inner join held_identifiers
        on
            decisions.left_id = held_identifiers.identifier_id
            or decisions.right_id = held_identifiers.identifier_id
)

select
    attributed.source_record_id,
    attributed.customer_id,
    case
        when
            attributed.precedence = 2 and owners.customer_id <> attributed.customer_id
            then 'party'
        else attributed.role
    end as role
from attributed
left join identity.int_identity__records_resolved as owners
    on attributed.source_record_id = owners.source_record_id
group by all;

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

-- Addresses that nobody but these customers gave.
create or replace temp table held_addresses as
select resolved.attribute_value as address_line
from profile.int_profile__attributes_resolved as resolved
left join held_customers on resolved.customer_id = held_customers.customer_id
where resolved.attribute_name = 'address_line'
group by resolved.attribute_value
having count(*) = count(held_customers.customer_id);

create or replace temp table held_orders as
select distinct orders.order_id
from input.input__orders as orders
inner join held_records on orders.source_record_id = held_records.source_record_id
where held_records.role = 'self';
