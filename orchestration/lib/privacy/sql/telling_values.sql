-- Values that nobody but these people ever had, as a row may show them that identity never saw.
create or replace temp table held_telling_values as
with others as (
    select crosswalk.identifier_type, crosswalk.normalized_value as identifier_value
    from identity.int_identity__crosswalk as crosswalk
    anti join held_customers on crosswalk.customer_id = held_customers.customer_id
    union
    select ownerships.device_type, ownerships.device_value
    from identity.int_identity__device_ownerships as ownerships
    anti join held_customers on ownerships.customer_id = held_customers.customer_id
),

theirs as (
    select held_raw_values.raw_value, held_raw_values.identifier_value
    from held_raw_values
    anti join others
        on
            held_raw_values.identifier_type = others.identifier_type
            and held_raw_values.identifier_value = others.identifier_value
)

select lower(trim(raw_value)) as telling_value
from theirs
union
select lower(identifier_value)
from theirs;
