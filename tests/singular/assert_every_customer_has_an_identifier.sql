{# A customer is made of person keys: one without any is an id that nobody can be recognised by. #}
{{ config(meta={'dagster': {'ref': {'name': 'customers'}}}) }}

with customers as (
    select * from {{ ref('customers') }}
),

customer_identifiers as (
    select * from {{ ref('customer_identifiers') }}
),

final as (
    select customers.customer_id
    from customers
    left join customer_identifiers on customers.customer_id = customer_identifiers.customer_id
    where customer_identifiers.customer_id is null
)

select * from final
