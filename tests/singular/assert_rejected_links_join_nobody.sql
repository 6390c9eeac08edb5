{# A link that was refused as evidence has not got through by another way: the two identifiers do
   not belong to one customer. #}
{{ config(meta={'dagster': {'ref': {'name': 'customer_identifiers'}}}) }}

with links_rejected as (
    select * from {{ ref('links_rejected') }}
),

left_identifiers as (
    select * from {{ ref('customer_identifiers') }}
),

right_identifiers as (
    select * from {{ ref('customer_identifiers') }}
),

final as (
    select
        links_rejected.left_id,
        links_rejected.right_id,
        links_rejected.rule,
        left_identifiers.customer_id
    from links_rejected
    inner join left_identifiers
        on
            links_rejected.left_type = left_identifiers.identifier_type
            and links_rejected.left_value = left_identifiers.identifier_value
    inner join right_identifiers
        on
            links_rejected.right_type = right_identifiers.identifier_type
            and links_rejected.right_value = right_identifiers.identifier_value
    where left_identifiers.customer_id = right_identifiers.customer_id
)

select * from final
