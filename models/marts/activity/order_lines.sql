with order_lines as (
    select * from {{ ref('input__order_lines') }}
),

orders_resolved as (
    select * from {{ ref('int_activity__orders_resolved') }}
),

final as (
    select
        order_lines.order_id,
        order_lines.line_number,
        orders_resolved.customer_id,
        order_lines.sku,
        order_lines.product_name,
        order_lines.brand,
        order_lines.category,
        order_lines.colour,
        order_lines.size,
        order_lines.quantity,
        order_lines.unit_price_amount,
        order_lines.discount_amount,
        order_lines.line_amount,
        order_lines.currency,
        order_lines.quantity < 0 as is_return,
        orders_resolved.ordered_at
    from order_lines
    left join orders_resolved
        on order_lines.order_id = orders_resolved.order_id
    order by
        orders_resolved.customer_id nulls last,
        orders_resolved.ordered_at nulls last,
        order_lines.order_id,
        order_lines.line_number
)

select * from final
