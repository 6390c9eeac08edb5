with orders_resolved as (
    select * from {{ ref('int_activity__orders_resolved') }}
    where
        customer_id is not null
        and is_purchase
        and ordered_at <= {{ as_of() }}
),

order_lines as (
    select * from {{ ref('input__order_lines') }}
    where
        quantity > 0
        and sku is not null
),

final as (
    select
        orders_resolved.customer_id,
        order_lines.sku,
        max(orders_resolved.ordered_at) as last_bought_at
    from orders_resolved
    inner join order_lines
        on orders_resolved.order_id = order_lines.order_id
    group by orders_resolved.customer_id, order_lines.sku
)

select * from final
