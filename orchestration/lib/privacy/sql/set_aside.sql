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
