{# What the predictions are learned from: several orders of one day are one decision to buy. Who
   objected to profiling is not learned from. #}
with orders_resolved as (
    select * from {{ ref('int_activity__orders_resolved') }}
    where
        is_purchase
        and ordered_at <= {{ as_of() }}
),

customer_orders as (
    select * from {{ ref('int_activity__customer_orders') }}
),

customers_profiled as (
    select * from {{ ref('int_profile__customers_profiled') }}
    where is_profiled
),

dated as (
    select
        orders_resolved.customer_id,
        customer_orders.currency,
        cast(
            {{ utc_to_local('orders_resolved.ordered_at', var('store_time_zone')) }} as date
        ) as order_date,
        case
            when orders_resolved.currency = customer_orders.currency
                then orders_resolved.net_amount
        end as amount
    from orders_resolved
    inner join customers_profiled
        on orders_resolved.customer_id = customers_profiled.customer_id
    inner join customer_orders
        on orders_resolved.customer_id = customer_orders.customer_id
),

final as (
    select
        customer_id,
        currency,
        order_date,
        cast(sum(amount) as decimal(18, 2)) as amount
    from dated
    group by customer_id, currency, order_date
)

select * from final
