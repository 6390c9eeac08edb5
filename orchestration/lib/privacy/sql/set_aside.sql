-- Values that nobody but these customers ever had, as a rejected row may show them.
create or replace temp table held_telling_values as
with holders as (
    select
        identifier_type,
        normalized_value as identifier_value,
        count(distinct customer_id) as holder_count
    from identity.int_identity__crosswalk
    where normalized_value in (select identifier_value from held_identifiers)
    group by identifier_type, normalized_value
    union all
    select
        device_type as identifier_type,
        device_value as identifier_value,
        count(distinct customer_id) as holder_count
    from identity.int_identity__device_ownerships
    where device_value in (select identifier_value from held_identifiers)
    group by device_type, device_value
)

select lower(trim(held_raw_values.raw_value)) as telling_value
from held_raw_values
inner join holders
    on
        held_raw_values.identifier_type = holders.identifier_type
        and held_raw_values.identifier_value = holders.identifier_value
where holders.holder_count = 1
union
select lower(held_raw_values.identifier_value) as telling_value
from held_raw_values
inner join holders
    on
        held_raw_values.identifier_type = holders.identifier_type
        and held_raw_values.identifier_value = holders.identifier_value
where holders.holder_count = 1;

-- Every rejected row of every delivered table, with the record it would have been and the words that
-- may name somebody; there are few, whatever the warehouse holds.
create or replace temp table held_set_aside (
    base_name varchar,
    table_name varchar,
    file_name varchar,
    row_number bigint,
    source_record_id varchar,
    words varchar[]
);
