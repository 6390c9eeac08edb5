{# Told from what the sources delivered: an article that is said to be back was out of stock and
   is in stock; one that is cheaper was dearer, was wished for before and not bought since; who
   left a cart has not ordered since; nothing is told after it expired. #}
{{ config(meta={'dagster': {'ref': {'name': 'trigger_decisions'}}}) }}

with chosen as (
    select * from {{ ref('trigger_decisions') }}
    where fate = 'chosen'
),

triggers as (
    select * from {{ ref('triggers') }}
),

product_versions as (
    select * from {{ ref('input__product_versions') }}
    where ingested_at <= {{ as_of() }}
),

products as (
    select * from {{ ref('input__products') }}
),

customer_events as (
    select * from {{ ref('customer_events') }}
),

order_lines as (
    select * from {{ ref('order_lines') }}
    where quantity > 0
),

orders as (
    select * from {{ ref('orders') }}
    where status <> 'cancelled'
),

articles as (
    select
        chosen.decision_id,
        triggers.occasion_kind,
        max(case when product_versions.stock_quantity <= 0 then 1 else 0 end) = 1
            as was_sold_out,
        max(product_versions.price_amount) as highest_amount,
        max(products.price_amount) as amount,
        max(products.stock_quantity) as stock_quantity
    from chosen
    inner join triggers
        on chosen.trigger_id = triggers.trigger_id
    left join products
        on chosen.sku = products.sku
    left join product_versions
        on chosen.sku = product_versions.sku
    where chosen.sku is not null
    group by chosen.decision_id, triggers.occasion_kind
),

wishes as (
    select
        chosen.decision_id,
        max(customer_events.occurred_at) as wished_at,
        max(orders.ordered_at) as bought_at
    from chosen
    inner join customer_events
        on
            chosen.customer_id = customer_events.customer_id
            and chosen.sku = customer_events.subject
            and chosen.happened_at >= customer_events.occurred_at
            and customer_events.event_type = 'wishlist_added'
    left join order_lines
        on chosen.sku = order_lines.sku
    left join orders
        on
            chosen.customer_id = orders.customer_id
            and order_lines.order_id = orders.order_id
    group by chosen.decision_id
),

orders_since as (
    select chosen.decision_id
    from chosen
    inner join triggers
        on
            chosen.trigger_id = triggers.trigger_id
            and triggers.occasion_kind in ('cart_left', 'customer_lapsed')
    inner join orders
        on
            chosen.customer_id = orders.customer_id
            and chosen.happened_at < orders.ordered_at
            and orders.ordered_at <= {{ as_of() }}
            and orders.is_purchase
    group by chosen.decision_id
),

final as (
    select
        chosen.decision_id,
        chosen.trigger_id,
        chosen.occasion_key
    from chosen
    left join articles
        on chosen.decision_id = articles.decision_id
    left join wishes
        on chosen.decision_id = wishes.decision_id
    left join orders_since
        on chosen.decision_id = orders_since.decision_id
    where
        chosen.expires_at <= {{ as_of() }}
        or chosen.opens_at > {{ as_of() }}
        or orders_since.decision_id is not null
        or articles.stock_quantity <= 0
        or (articles.occasion_kind = 'item_restocked' and not articles.was_sold_out)
        or (
            articles.occasion_kind = 'price_dropped'
            and (
                articles.amount >= articles.highest_amount
                or wishes.wished_at is null
                or wishes.bought_at >= wishes.wished_at
            )
        )
)

select * from final
