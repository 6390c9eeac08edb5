{# The crosswalk is a function: an identifier that leads to two customers would be read as either
   of them by whoever joins on it. #}
{{ config(meta={'dagster': {'ref': {'name': 'customer_identifiers'}}}) }}

with customer_identifiers as (
    select * from {{ ref('customer_identifiers') }}
),

final as (
    select
        identifier_type,
        identifier_value,
        count(*) as row_count,
        count(distinct customer_id) as customer_count
    from customer_identifiers
    group by identifier_type, identifier_value
    having count(*) > 1
)

select * from final
