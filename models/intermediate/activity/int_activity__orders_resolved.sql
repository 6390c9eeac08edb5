with orders as (
    select * from {{ ref('input__orders') }}
),

order_lines_netted as (
    select * from {{ ref('int_activity__order_lines_netted') }}
),

records_resolved as (
    select * from {{ ref('int_identity__records_resolved') }}
),

recipients_resolved as (
    select * from {{ ref('int_identity__recipients_resolved') }}
),

joined as (
    select
        orders.*,
        records_resolved.customer_id,
        recipients_resolved.customer_id as recipient_customer_id,
        coalesce(order_lines_netted.line_count, 0) as line_count,
        coalesce(order_lines_netted.item_count, 0) as item_count,
        coalesce(order_lines_netted.returned_item_count, 0) as returned_item_count,
        coalesce(order_lines_netted.sold_amount, 0) as sold_amount,
        coalesce(order_lines_netted.returned_amount, 0) as returned_amount,
        coalesce(orders.discount_amount, 0) <> 0
        or coalesce(order_lines_netted.line_discount_amount, 0) <> 0
        or orders.coupon_code is not null as is_discounted,
        orders.total_amount - coalesce(orders.shipping_amount, 0) as goods_amount
    from orders
    left join order_lines_netted
        on orders.order_id = order_lines_netted.order_id
    left join records_resolved
        on orders.source_record_id = records_resolved.source_record_id
    left join recipients_resolved
        on orders.source_record_id = recipients_resolved.source_record_id
),

{# Some systems restate an order's total when goods come back, others leave it: the total is taken
   as restated where it is at least as near to the lines with their returns as to the lines sold. #}
netted as (
    select
        *,
        case
            when status = 'cancelled' then 0
            when status = 'returned' and total_amount > 0 then 0
            when
                abs(goods_amount - (sold_amount - returned_amount))
                <= abs(goods_amount - sold_amount) then total_amount
            else total_amount - returned_amount
        end as net_amount,
        case
            when
                abs(goods_amount - (sold_amount - returned_amount))
                <= abs(goods_amount - sold_amount) then total_amount + returned_amount
            else total_amount
        end as gross_amount
    from joined
),

final as (
    select
        order_id,
        customer_id,
        recipient_customer_id,
        source_name,
        source_record_id,
        order_channel,
        store_id,
        status,
        currency,
        items_amount,
        discount_amount,
        shipping_amount,
        total_amount,
        returned_amount,
        cast(net_amount as decimal(18, 2)) as net_amount,
        cast(gross_amount as decimal(18, 2)) as gross_amount,
        line_count,
        item_count,
        returned_item_count,
        coupon_code,
        is_gift,
        is_discounted,
        status <> 'cancelled' and net_amount > 0 as is_purchase,
        ordered_at
    from netted
)

select * from final
