-- What their identifiers lead to, in whatever way the people were found.
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
