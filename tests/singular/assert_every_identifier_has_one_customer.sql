{# The crosswalk is a function of identifier and moment: one that led to two customers at once would
   be read as either of them by whoever joins on it. #}
{{ config(meta={'dagster': {'ref': {'name': 'customer_identifiers'}}}) }}

with customer_identifiers as (
    select * from {{ ref('customer_identifiers') }}
),

following as (
    select
        *,
        lead(valid_from_at) over (
            partition by identifier_type, identifier_value
            order by valid_from_at asc nulls first, valid_to_at asc nulls first
        ) as next_valid_from_at
    from customer_identifiers
),

final as (
    select
        identifier_type,
        identifier_value,
        customer_id,
        valid_from_at,
        valid_to_at
    from following
    where next_valid_from_at < valid_to_at or valid_from_at >= valid_to_at
)

select * from final
