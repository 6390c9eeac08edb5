{# A score is one plus the number of fifths of the buyers who are strictly worse, so equal values
   always have equal scores and the lowest value has 1. Amounts compare within one currency. Who
   objected to profiling has no score and is nobody's measure. #}
with customer_orders as (
    select * from {{ ref('int_activity__customer_orders') }}
    where order_count > 0
),

customers_profiled as (
    select * from {{ ref('int_profile__customers_profiled') }}
    where is_profiled
),

rfm_segments as (
    select * from {{ ref('rfm_segments') }}
),

ranked as (
    select
        customer_orders.customer_id,
        rank() over (order by customer_orders.last_order_at) - 1 as less_recent_count,
        rank() over (order by customer_orders.order_count) - 1 as less_frequent_count,
        rank() over (
            partition by customer_orders.currency order by customer_orders.total_amount
        ) - 1 as lower_amount_count,
        count(*) over () as buyer_count,
        count(*) over (partition by customer_orders.currency) as currency_buyer_count
    from customer_orders
    inner join customers_profiled
        on customer_orders.customer_id = customers_profiled.customer_id
),

scored as (
    select
        customer_id,
        less_recent_count / cast(buyer_count as double) as recency_percentile,
        less_frequent_count / cast(buyer_count as double) as frequency_percentile,
        lower_amount_count / cast(currency_buyer_count as double) as monetary_percentile,
        1 + cast(floor(5 * less_recent_count / cast(buyer_count as double)) as integer)
            as recency_score,
        1 + cast(floor(5 * less_frequent_count / cast(buyer_count as double)) as integer)
            as frequency_score,
        1 + cast(floor(5 * lower_amount_count / cast(currency_buyer_count as double)) as integer)
            as monetary_score
    from ranked
),

final as (
    select
        scored.customer_id,
        scored.recency_percentile,
        scored.frequency_percentile,
        scored.monetary_percentile,
        scored.recency_score,
        scored.frequency_score,
        scored.monetary_score,
        rfm_segments.rfm_segment
    from scored
    left join rfm_segments
        on
            scored.recency_score = rfm_segments.recency_score
            and cast(ceil((scored.frequency_score + scored.monetary_score) / 2.0) as integer)
            = rfm_segments.frequency_monetary_score
)

select * from final
