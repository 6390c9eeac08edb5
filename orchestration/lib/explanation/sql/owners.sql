-- One row per interval in which a person key ($type, $value) was a customer's, where it has had several.
select customer_id, valid_from_at, valid_to_at
from marts.customer_identifiers
where
    identifier_type = $type
    and identifier_value = $value
    and (
        select count(distinct owners.customer_id)
        from marts.customer_identifiers as owners
        where owners.identifier_type = $type and owners.identifier_value = $value
    ) > 1
order by valid_from_at nulls first, customer_id;
