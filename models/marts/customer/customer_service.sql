{# What an agent sees before saying hello. #}
with customers as (
    select * from {{ ref('customers') }}
),

attributes_pivoted as (
    select * from {{ ref('int_profile__attributes_pivoted') }}
),

support_requests as (
    select * from {{ ref('int_activity__support_requests') }}
),

carts_left as (
    select * from {{ ref('int_activity__carts_left') }}
),

orders_ranked as (
    select
        *,
        row_number() over (
            partition by customer_id
            order by ordered_at desc nulls last, order_id asc
        ) as order_rank
    from {{ ref('int_activity__orders_resolved') }}
    where
        customer_id is not null
        and ordered_at <= {{ as_of() }}
),

final as (
    select
        customers.customer_id,
        support_requests.last_contact_at,
        support_requests.last_contact_channel,
        support_requests.last_contact_topic,
        support_requests.last_contact_status,
        support_requests.last_contact_sentiment,
        coalesce(support_requests.contact_count, 0) as contact_count,
        coalesce(support_requests.open_request_count, 0) as open_request_count,
        support_requests.oldest_open_request_at,
        customers.last_seen_channel,
        customers.last_seen_at,
        customers.last_sentiment,
        customers.last_nps_score,
        {{ try_cast('attributes_pivoted.satisfaction', 'integer') }} as satisfaction,
        orders_ranked.order_id as last_order_id,
        orders_ranked.ordered_at as last_order_at,
        orders_ranked.status as last_order_status,
        orders_ranked.order_channel as last_order_channel,
        orders_ranked.net_amount as last_order_amount,
        orders_ranked.currency,
        carts_left.cart_id as open_cart_id,
        cast(carts_left.cart_amount as decimal(18, 2)) as open_cart_amount,
        carts_left.left_at as open_cart_left_at,
        customers.can_email,
        customers.can_sms,
        customers.can_push
    from customers
    left join attributes_pivoted
        on customers.customer_id = attributes_pivoted.customer_id
    left join support_requests
        on customers.customer_id = support_requests.customer_id
    left join orders_ranked
        on
            customers.customer_id = orders_ranked.customer_id
            and orders_ranked.order_rank = 1
    left join carts_left
        on customers.customer_id = carts_left.customer_id
    order by customers.customer_id
)

select * from final
