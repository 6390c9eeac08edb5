{# When and where somebody buys. A rate a year is taken over a year at least: who bought once last
   week does not buy fifty times a year. #}
with purchases as (
    select * from {{ ref('int_activity__orders_resolved') }}
    where
        customer_id is not null
        and is_purchase
        and ordered_at <= {{ as_of() }}
),

ordered as (
    select
        *,
        lag(ordered_at) over (
            partition by customer_id
            order by ordered_at asc nulls last, order_id asc nulls last
        ) as previous_ordered_at,
        row_number() over (
            partition by customer_id
            order by ordered_at desc nulls last, order_id desc nulls last
        ) as newest_rank,
        count(*) over (partition by customer_id, order_channel) as channel_order_count
    from purchases
),

ranked as (
    select
        *,
        cast(
            {{ dbt.datediff('previous_ordered_at', 'ordered_at', 'day') }}
            as integer
        ) as days_since_previous,
        row_number() over (
            partition by customer_id
            order by channel_order_count desc nulls last, newest_rank asc
        ) as channel_rank
    from ordered
),

summed as (
    select
        customer_id,
        count(*) as order_count,
        cast(
            {{ dbt.datediff('min(ordered_at)', as_of(), 'day') }}
            as integer
        ) as tenure_days,
        percentile_cont(0.5) within group (order by days_since_previous)
            as median_days_between_orders,
        max(case when channel_rank = 1 then order_channel end) as favourite_order_channel,
        max(case when channel_rank = 1 then channel_order_count end) as favourite_channel_count,
        max(case when newest_rank = 1 then order_id end) as last_order_id,
        max(case when newest_rank = 1 then order_channel end) as last_order_channel,
        max(case when newest_rank = 1 then net_amount end) as last_order_amount,
        max(case when newest_rank = 1 then currency end) as last_order_currency,
        max(case when newest_rank = 1 then item_count end) as last_order_item_count
    from ranked
    group by customer_id
),

final as (
    select
        customer_id,
        tenure_days,
        cast(
            order_count * 365.25 / case when tenure_days < 365.25 then 365.25 else tenure_days end
            as decimal(9, 2)
        ) as orders_per_year,
        cast(median_days_between_orders as double) as median_days_between_orders,
        favourite_order_channel,
        cast(favourite_channel_count * 1.0 / order_count as decimal(5, 4))
            as favourite_order_channel_share,
        last_order_id,
        last_order_channel,
        last_order_amount,
        last_order_currency,
        last_order_item_count
    from summed
)

select * from final
