with orders_resolved as (
    select * from {{ ref('int_activity__orders_resolved') }}
    where customer_id is not null
),

{# Amounts of different currencies are not added up: a customer is valued in the currency in which
   most of the orders were paid. #}
currencies as (
    select
        customer_id,
        currency,
        row_number() over (
            partition by customer_id
            order by
                sum(case when is_purchase then 1 else 0 end) desc nulls last,
                count(*) desc nulls last,
                currency asc nulls last
        ) as currency_rank
    from orders_resolved
    group by customer_id, currency
),

purchases as (
    select
        *,
        lag(ordered_at) over (
            partition by customer_id
            order by ordered_at asc nulls last, order_id asc nulls last
        ) as previous_ordered_at
    from orders_resolved
    where
        is_purchase
        and ordered_at <= {{ as_of() }}
),

counted as (
    select
        customer_id,
        count(*) as order_count,
        sum(case when ordered_at > {{ dbt.dateadd('day', -365, as_of()) }} then 1 else 0 end)
            as order_count_365_days,
        min(ordered_at) as first_order_at,
        max(ordered_at) as last_order_at,
        max(case
            when
                previous_ordered_at is null
                or ordered_at > {{ dbt.dateadd('day', 365, 'previous_ordered_at') }}
                then ordered_at
        end) as buying_since_at,
        sum(case when is_discounted then 1 else 0 end) as discounted_order_count,
        sum(case
            when is_gift and ordered_at > {{ dbt.dateadd('day', -730, as_of()) }}
                then 1
            else 0
        end) as gift_order_count
    from purchases
    group by customer_id
),

valued as (
    select
        orders_resolved.customer_id,
        currencies.currency,
        sum(orders_resolved.net_amount) as total_amount,
        sum(case when orders_resolved.is_purchase then orders_resolved.net_amount end)
            as purchased_amount,
        sum(case when orders_resolved.is_purchase then 1 else 0 end) as valued_order_count
    from orders_resolved
    inner join currencies
        on
            orders_resolved.customer_id = currencies.customer_id
            and currencies.currency_rank = 1
            and orders_resolved.currency = currencies.currency
    where orders_resolved.ordered_at <= {{ as_of() }}
    group by orders_resolved.customer_id, currencies.currency
),

final as (
    select
        valued.customer_id,
        valued.currency,
        cast(coalesce(counted.order_count, 0) as integer) as order_count,
        cast(coalesce(counted.order_count_365_days, 0) as integer) as order_count_365_days,
        cast(valued.total_amount as decimal(18, 2)) as total_amount,
        cast(valued.purchased_amount / nullif(valued.valued_order_count, 0) as decimal(18, 2))
            as average_order_amount,
        counted.first_order_at,
        counted.last_order_at,
        counted.buying_since_at,
        case
            when counted.order_count > 1 then
                {{ dbt.datediff('counted.first_order_at', 'counted.last_order_at', 'day') }}
                * cast(1 as double) / (counted.order_count - 1)
        end as average_days_between_orders,
        cast(coalesce(counted.discounted_order_count, 0) as integer) as discounted_order_count,
        cast(coalesce(counted.gift_order_count, 0) as integer) as gift_order_count
    from valued
    left join counted
        on valued.customer_id = counted.customer_id
)

select * from final
