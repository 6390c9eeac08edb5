{# What has been ordered beside what is expected. A customer who was merged away, or objected, since
   the predictions were made has none; a customer without an order has a row that says so. #}
with engine_customer_predictions as (
    select * from {{ source('engine', 'customer_predictions') }}
),

customers_profiled as (
    select * from {{ ref('int_profile__customers_profiled') }}
    where is_profiled
),

customer_orders as (
    select * from {{ ref('int_activity__customer_orders') }}
),

joined as (
    select
        customers_profiled.customer_id,
        customer_orders.currency,
        coalesce(customer_orders.order_count, 0) as historic_order_count,
        coalesce(customer_orders.total_amount, 0) as historic_amount,
        customer_orders.average_order_amount,
        customer_orders.average_days_between_orders,
        engine_customer_predictions.expected_order_count_90_days,
        engine_customer_predictions.expected_order_count_365_days,
        engine_customer_predictions.expected_order_amount,
        engine_customer_predictions.expected_amount_365_days,
        engine_customer_predictions.expected_next_order_at,
        engine_customer_predictions.probability_alive,
        engine_customer_predictions.order_probability_90_days,
        engine_customer_predictions.order_probability_365_days,
        engine_customer_predictions.is_recalibrated,
        case
            when engine_customer_predictions.customer_id is not null
                then engine_customer_predictions.abstained_reason
            when coalesce(customer_orders.order_count, 0) = 0 then 'has not ordered yet'
            else 'the predictions have not been computed since the first order'
        end as abstained_reason,
        engine_customer_predictions.computed_at
    from customers_profiled
    left join customer_orders
        on customers_profiled.customer_id = customer_orders.customer_id
    left join engine_customer_predictions
        on customers_profiled.customer_id = engine_customer_predictions.customer_id
),

final as (
    select
        customer_id,
        currency,
        cast(historic_order_count as integer) as historic_order_count,
        cast(historic_amount as decimal(18, 2)) as historic_amount,
        average_order_amount,
        average_days_between_orders,
        expected_order_count_90_days,
        expected_order_count_365_days,
        cast(expected_order_amount as decimal(18, 2)) as expected_order_amount,
        cast(expected_amount_365_days as decimal(18, 2)) as expected_amount_365_days,
        cast(historic_amount + expected_amount_365_days as decimal(18, 2)) as lifetime_amount,
        expected_next_order_at,
        probability_alive,
        order_probability_90_days,
        order_probability_365_days,
        1 - order_probability_365_days as churn_probability,
        is_recalibrated,
        abstained_reason,
        computed_at
    from joined
    order by customer_id
)

select * from final
