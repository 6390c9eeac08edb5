with rfm as (
    select * from {{ ref('int_segmentation__rfm') }}
),

rfm_segments as (
    select * from {{ ref('rfm_segments') }}
),

customer_orders as (
    select * from {{ ref('int_activity__customer_orders') }}
),

purchases_valued as (
    select * from {{ ref('int_activity__purchases_valued') }}
),

purchases_paced as (
    select * from {{ ref('int_activity__purchases_paced') }}
),

{# A segment is several cells of the grid under one name. #}
segment_names as (
    select
        rfm_segment,
        min(name_fr) as name_fr,
        min(name_en) as name_en
    from rfm_segments
    group by rfm_segment
),

final as (
    select
        rfm.customer_id,
        customer_orders.currency,
        rfm.recency_score,
        rfm.frequency_score,
        rfm.monetary_score,
        rfm.recency_percentile,
        rfm.frequency_percentile,
        rfm.monetary_percentile,
        rfm.rfm_segment,
        segment_names.name_fr as rfm_segment_name_fr,
        segment_names.name_en as rfm_segment_name_en,
        cast(
            {{ dbt.datediff('customer_orders.last_order_at', as_of(), 'day') }}
            as integer
        ) as days_since_last_order,
        customer_orders.order_count,
        customer_orders.total_amount,
        customer_orders.average_order_amount,
        purchases_valued.average_item_count,
        customer_orders.first_order_at,
        customer_orders.last_order_at,
        purchases_paced.tenure_days,
        purchases_paced.orders_per_year,
        customer_orders.average_days_between_orders,
        purchases_paced.median_days_between_orders,
        purchases_valued.discounted_order_share,
        purchases_valued.discount_amount_share,
        purchases_valued.gross_amount,
        purchases_valued.returned_amount,
        purchases_valued.return_count,
        purchases_valued.returned_order_rate,
        purchases_valued.returned_amount_rate,
        purchases_paced.favourite_order_channel,
        purchases_paced.favourite_order_channel_share,
        purchases_paced.last_order_id,
        purchases_paced.last_order_channel,
        purchases_paced.last_order_amount,
        purchases_paced.last_order_currency,
        cast(purchases_paced.last_order_item_count as decimal(18, 3)) as last_order_item_count,
        customer_orders.order_count - purchases_valued.purchase_count
            as other_currency_order_count
    from rfm
    inner join customer_orders
        on rfm.customer_id = customer_orders.customer_id
    inner join purchases_valued
        on
            customer_orders.customer_id = purchases_valued.customer_id
            and customer_orders.currency = purchases_valued.currency
    inner join purchases_paced
        on rfm.customer_id = purchases_paced.customer_id
    left join segment_names
        on rfm.rfm_segment = segment_names.rfm_segment
    order by rfm.customer_id
)

select * from final
