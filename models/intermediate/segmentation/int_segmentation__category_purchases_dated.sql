{{ config(materialized='view') }}

with order_lines as (
    select * from {{ ref('input__order_lines') }}
),

orders_resolved as (
    select * from {{ ref('int_activity__orders_resolved') }}
),

customers_profiled as (
    select * from {{ ref('int_profile__customers_profiled') }}
    where is_profiled
),

final as (
    select
        orders_resolved.customer_id,
        order_lines.category,
        orders_resolved.order_id,
        orders_resolved.ordered_at,
        sum(order_lines.quantity) as item_count
    from order_lines
    inner join orders_resolved
        on order_lines.order_id = orders_resolved.order_id
    inner join customers_profiled
        on orders_resolved.customer_id = customers_profiled.customer_id
    where
        orders_resolved.is_purchase
        and orders_resolved.ordered_at <= {{ as_of() }}
        and order_lines.category is not null
        and order_lines.quantity > 0
    group by
        orders_resolved.customer_id,
        order_lines.category,
        orders_resolved.order_id,
        orders_resolved.ordered_at
)

select * from final
