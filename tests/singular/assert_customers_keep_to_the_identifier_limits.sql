{# No customer holds more identifiers of a type than the business allows one person, whatever
   chain of links led there. #}
{{ config(meta={'dagster': {'ref': {'name': 'customer_identifiers'}}}) }}

with customer_identifiers as (
    select * from {{ ref('customer_identifiers') }}
),

identifier_types as (
    select * from {{ ref('identifier_types') }}
),

counted as (
    select
        customer_id,
        identifier_type,
        count(*) as identifier_count
    from customer_identifiers
    group by customer_id, identifier_type
),

final as (
    select
        counted.customer_id,
        counted.identifier_type,
        counted.identifier_count,
        identifier_types.limit_per_customer
    from counted
    inner join identifier_types on counted.identifier_type = identifier_types.identifier_type
    where counted.identifier_count > identifier_types.limit_per_customer
)

select * from final
