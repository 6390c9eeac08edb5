{# A link that was refused as evidence has not got through by another way: the two identifiers do
   not belong to one customer. A value that passed on belonged to both holders, one after the other,
   so the refused link says nothing about it. #}
{{ config(meta={'dagster': {'ref': {'name': 'customer_identifiers'}}}) }}

with links_rejected as (
    select * from {{ ref('links_rejected') }}
),

customer_identifiers as (
    select * from {{ ref('customer_identifiers') }}
),

never_passed_on as (
    select
        identifier_type,
        identifier_value,
        min(customer_id) as customer_id
    from customer_identifiers
    group by identifier_type, identifier_value
    having count(*) = 1
),

final as (
    select
        links_rejected.left_id,
        links_rejected.right_id,
        links_rejected.rule,
        left_identifiers.customer_id
    from links_rejected
    inner join never_passed_on as left_identifiers
        on
            links_rejected.left_type = left_identifiers.identifier_type
            and links_rejected.left_value = left_identifiers.identifier_value
    inner join never_passed_on as right_identifiers
        on
            links_rejected.right_type = right_identifiers.identifier_type
            and links_rejected.right_value = right_identifiers.identifier_value
    where left_identifiers.customer_id = right_identifiers.customer_id
)

select * from final
