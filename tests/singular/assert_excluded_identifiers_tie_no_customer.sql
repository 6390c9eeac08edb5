{# A value that is blocked, not valid or shared by too many is set aside for good: it must not
   come back as somebody's identifier. #}
{{ config(meta={'dagster': {'ref': {'name': 'customer_identifiers'}}}) }}

with customer_identifiers as (
    select * from {{ ref('customer_identifiers') }}
),

identifiers_excluded as (
    select * from {{ ref('identifiers_excluded') }}
),

final as (
    select
        customer_identifiers.customer_id,
        customer_identifiers.identifier_type,
        customer_identifiers.identifier_value,
        identifiers_excluded.rule
    from customer_identifiers
    inner join identifiers_excluded
        on
            customer_identifiers.identifier_type = identifiers_excluded.identifier_type
            and customer_identifiers.identifier_value = identifiers_excluded.normalized_value
)

select * from final
