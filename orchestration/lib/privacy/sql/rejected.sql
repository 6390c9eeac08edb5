-- Of the rejected rows those that are the customers': of their records, or showing such a value.
create or replace temp table held_rejected as
select held_set_aside.base_name, held_set_aside.table_name, held_set_aside.file_name,
    held_set_aside.row_number
from held_set_aside
where held_set_aside.source_record_id in (select source_record_id from held_records)
union
select held_set_aside.base_name, held_set_aside.table_name, held_set_aside.file_name,
    held_set_aside.row_number
from held_set_aside
where
    list_has_any(
        list_transform(held_set_aside.words, lambda word: lower(trim(word))),
        (select coalesce(list(telling_value), []) from held_telling_values)
    );
