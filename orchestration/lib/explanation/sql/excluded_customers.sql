-- One row: how many records show a value that was set aside ($type, $value), and of how many customers.
select
    count(distinct observations.source_record_id) as record_count,
    count(distinct records_resolved.customer_id) as customer_count
from input.input__identifier_observations as observations
inner join identity.int_identity__raw_identifiers as raw_identifiers
    on
        observations.identifier_type = raw_identifiers.identifier_type
        and observations.raw_value = raw_identifiers.raw_value
left join identity.int_identity__records_resolved as records_resolved
    on observations.source_record_id = records_resolved.source_record_id
where
    raw_identifiers.identifier_type = $type
    and coalesce(raw_identifiers.normalized_value, raw_identifiers.raw_value) = $value;
