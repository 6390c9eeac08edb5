{# A gift shows somebody else's taste and size, and what came back shows none. #}
with orders_resolved as (
    select * from {{ ref('int_activity__orders_resolved') }}
    where
        customer_id is not null
        and is_purchase
        and not coalesce(is_gift, false)
        and ordered_at <= {{ as_of() }}
),

order_lines as (
    select * from {{ ref('input__order_lines') }}
),

customers_profiled as (
    select * from {{ ref('int_profile__customers_profiled') }}
    where is_profiled
),

final as (
    select
        orders_resolved.customer_id,
        orders_resolved.order_id,
        order_lines.sku,
        max(order_lines.category) as category,
        max(order_lines.size) as size,
        max(orders_resolved.ordered_at) as ordered_at
    from orders_resolved
    inner join order_lines
        on orders_resolved.order_id = order_lines.order_id
    inner join customers_profiled
        on orders_resolved.customer_id = customers_profiled.customer_id
    group by orders_resolved.customer_id, orders_resolved.order_id, order_lines.sku
    having sum(order_lines.quantity) > 0
)

select * from final
