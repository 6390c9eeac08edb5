{# How long buyers of a category take until their next order of anything: whoever comes back for
   socks after buying shoes has come back. Only intervals that have ended are known; the
   window's ceiling keeps those that have not from mattering. #}
with category_purchases as (
    select * from {{ ref('int_segmentation__category_purchases_dated') }}
),

orders_resolved as (
    select * from {{ ref('int_activity__orders_resolved') }}
    where
        customer_id is not null
        and is_purchase
        and ordered_at <= {{ as_of() }}
),

followed as (
    select
        order_id,
        ordered_at,
        lead(ordered_at) over (
            partition by customer_id
            order by ordered_at asc nulls last, order_id asc nulls last
        ) as next_ordered_at
    from orders_resolved
),

intervals as (
    select
        category_purchases.category,
        category_purchases.order_id,
        {{ dbt.datediff('followed.ordered_at', 'followed.next_ordered_at', 'day') }}
            as interval_days
    from category_purchases
    inner join followed
        on category_purchases.order_id = followed.order_id
    where followed.next_ordered_at is not null
),

final as (
    select
        category,
        order_id,
        interval_days,
        row_number() over (
            partition by category order by interval_days asc nulls last, order_id asc nulls last
        ) as interval_rank,
        count(*) over (partition by category) as interval_count
    from intervals
)

select * from final
