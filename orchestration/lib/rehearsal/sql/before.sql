-- Puts aside what the change will be compared with, in a schema of its own.
drop schema if exists rehearsal cascade;
create schema rehearsal;

create table rehearsal.crosswalk_before as
select customer_id, identifier_type, identifier_value
from marts.customer_identifiers
group by customer_id, identifier_type, identifier_value;
