-- One row per value that a customer's profile shows, with where it comes from.
select
    attribute_name,
    attribute_value,
    value_kind,
    source_name,
    stated_at,
    confidence,
    record_count,
    decided_by,
    status,
    count(*) filter (status not in ('won', 'kept')) over (partition by attribute_name)
        as other_count
from marts.customer_attributes
where customer_id = $customer_id
qualify status in ('won', 'kept')
order by attribute_name, value_rank, attribute_value
