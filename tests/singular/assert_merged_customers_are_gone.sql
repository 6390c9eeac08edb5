{# An id that was merged away redirects for ever: it is nobody's any more, and where it leads there
   is a customer, unless that one is gone too. #}
{{ config(meta={'dagster': {'ref': {'name': 'customer_redirects'}}}) }}

with redirects as (
    select * from {{ ref('customer_redirects') }}
),

customers as (
    select * from {{ ref('customers') }}
),

final as (
    select
        redirects.customer_id,
        redirects.current_customer_id
    from redirects
    left join customers as merged_customers
        on redirects.customer_id = merged_customers.customer_id
    left join customers as survivors
        on redirects.current_customer_id = survivors.customer_id
    where
        merged_customers.customer_id is not null
        or (redirects.current_status = 'standing' and survivors.customer_id is null)
)

select * from final
