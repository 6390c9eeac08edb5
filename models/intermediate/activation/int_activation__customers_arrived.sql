{# Somebody becomes our customer with the first account, card or purchase, whichever came first. #}
with customer_identifiers as (
    select * from {{ ref('customer_identifiers') }}
    where identifier_type in ('login', 'loyalty_id', 'social_id')
),

customer_orders as (
    select * from {{ ref('int_activity__customer_orders') }}
    where first_order_at is not null
),

signs as (
    select
        customer_id,
        first_seen_at as arrived_at
    from customer_identifiers

    union all

    select
        customer_id,
        first_order_at as arrived_at
    from customer_orders
),

final as (
    select
        customer_id,
        min(arrived_at) as arrived_at
    from signs
    where arrived_at <= {{ as_of() }}
    group by customer_id
)

select * from final
