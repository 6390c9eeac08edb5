{# An id that was merged away redirects for ever: it is nobody's any more, and where it leads
   there is a customer, or another merge. #}
{{ config(meta={'dagster': {'ref': {'name': 'identity_events'}}}) }}

with merged_ids as (
    select * from {{ ref('identity_events') }}
    where event_type = 'merged'
),

customers as (
    select * from {{ ref('customers') }}
),

survivors as (
    select customer_id from customers
    union all
    select customer_id from merged_ids
),

final as (
    select
        merged_ids.customer_id,
        merged_ids.other_customer_id
    from merged_ids
    left join customers on merged_ids.customer_id = customers.customer_id
    left join survivors on merged_ids.other_customer_id = survivors.customer_id
    where
        customers.customer_id is not null
        or survivors.customer_id is null
)

select * from final
