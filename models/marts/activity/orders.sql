with orders_resolved as (
    select * from {{ ref('int_activity__orders_resolved') }}
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
        cast(returned_amount as decimal(18, 2)) as returned_amount,
        net_amount,
        cast(line_count as integer) as line_count,
        cast(item_count as decimal(18, 3)) as item_count,
        cast(returned_item_count as decimal(18, 3)) as returned_item_count,
        coupon_code,
        is_gift,
        is_discounted,
        is_purchase,
        ordered_at
    from orders_resolved
    order by customer_id nulls last, ordered_at nulls last, order_id
)

select * from final
