{# What is worth how much, and what came back. An order counts as sold with what was asked for it,
   whatever was returned later; a till's return ticket is no order, but its amount came back. #}
with orders_resolved as (
    select * from {{ ref('int_activity__orders_resolved') }}
    where
        customer_id is not null
        and status <> 'cancelled'
        and ordered_at <= {{ as_of() }}
),

judged as (
    select
        customer_id,
        currency,
        is_purchase,
        is_discounted,
        item_count,
        items_amount,
        discount_amount,
        net_amount,
        gross_amount,
        gross_amount - net_amount as sent_back_amount,
        gross_amount > 0 as is_sold
    from orders_resolved
),

summed as (
    select
        customer_id,
        currency,
        sum(case when is_purchase then 1 else 0 end) as purchase_count,
        sum(case when is_sold then 1 else 0 end) as sold_order_count,
        sum(case when sent_back_amount > 0 then 1 else 0 end) as return_count,
        sum(case when is_sold and sent_back_amount > 0 then 1 else 0 end) as returned_order_count,
        sum(case when is_purchase and is_discounted then 1 else 0 end) as discounted_order_count,
        sum(gross_amount) as gross_amount,
        sum(sent_back_amount) as returned_amount,
        sum(net_amount) as net_amount,
        sum(case when is_purchase then net_amount end) as purchased_amount,
        sum(case when is_sold then item_count end) as item_count,
        sum(case when is_sold then items_amount end) as items_amount,
        sum(case when is_sold then coalesce(discount_amount, 0) end) as discount_amount
    from judged
    group by customer_id, currency
),

final as (
    select
        customer_id,
        currency,
        cast(purchase_count as integer) as purchase_count,
        cast(sold_order_count as integer) as sold_order_count,
        cast(return_count as integer) as return_count,
        cast(gross_amount as decimal(18, 2)) as gross_amount,
        cast(returned_amount as decimal(18, 2)) as returned_amount,
        cast(net_amount as decimal(18, 2)) as net_amount,
        cast(purchased_amount / nullif(purchase_count, 0) as decimal(18, 2))
            as average_order_amount,
        cast(item_count / nullif(sold_order_count, 0) as decimal(18, 2)) as average_item_count,
        cast(discounted_order_count * 1.0 / nullif(purchase_count, 0) as decimal(5, 4))
            as discounted_order_share,
        case
            when items_amount > 0 then cast(discount_amount / items_amount as decimal(9, 4))
        end as discount_amount_share,
        cast(returned_order_count * 1.0 / nullif(sold_order_count, 0) as decimal(5, 4))
            as returned_order_rate,
        case
            when gross_amount > 0 then cast(returned_amount / gross_amount as decimal(9, 4))
        end as returned_amount_rate
    from summed
)

select * from final
