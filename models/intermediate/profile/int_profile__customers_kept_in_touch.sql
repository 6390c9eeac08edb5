{# What retention of contacts is judged by: whether the person ever bought, and the last sign. #}
with customers as (
    select * from {{ ref('int_identity__customers') }}
),

customer_orders as (
    select * from {{ ref('int_activity__customer_orders') }}
),

channels_pivoted as (
    select * from {{ ref('int_activity__channels_pivoted') }}
),

final as (
    select
        customers.customer_id,
        coalesce(customer_orders.order_count, 0) > 0 as has_bought,
        coalesce(channels_pivoted.last_seen_at, customers.last_seen_at) as last_seen_at
    from customers
    left join customer_orders
        on customers.customer_id = customer_orders.customer_id
    left join channels_pivoted
        on customers.customer_id = channels_pivoted.customer_id
)

select * from final
