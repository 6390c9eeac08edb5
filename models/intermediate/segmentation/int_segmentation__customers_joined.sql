with customers as (
    select * from {{ ref('int_identity__customers') }}
),

identities as (
    select * from {{ ref('int_profile__identities') }}
),

attributes_pivoted as (
    select * from {{ ref('int_profile__attributes_pivoted') }}
),

birthdays as (
    select * from {{ ref('int_profile__birthdays') }}
),

preferences_pivoted as (
    select * from {{ ref('int_profile__preferences_pivoted') }}
),

permissions as (
    select * from {{ ref('int_profile__permissions') }}
),

customer_orders as (
    select * from {{ ref('int_activity__customer_orders') }}
),

customer_interest as (
    select * from {{ ref('int_activity__customer_interest') }}
),

customer_feedback as (
    select * from {{ ref('int_activity__customer_feedback') }}
),

channels_pivoted as (
    select * from {{ ref('int_activity__channels_pivoted') }}
),

carts_left as (
    select * from {{ ref('int_activity__carts_left') }}
),

customers_profiled as (
    select * from {{ ref('int_profile__customers_profiled') }}
),

rfm as (
    select * from {{ ref('int_segmentation__rfm') }}
),

final as (
    select
        customers.customer_id,
        coalesce(identities.has_login, false) as has_login,
        coalesce(identities.has_social_login, false) as has_social_login,
        coalesce(identities.has_loyalty_card, false) as has_loyalty_card,
        coalesce(identities.email_count, 0) as email_count,
        coalesce(identities.phone_count, 0) as phone_count,
        attributes_pivoted.sex,
        attributes_pivoted.birth_date,
        attributes_pivoted.postcode,
        birthdays.age_years,
        birthdays.days_until_birthday,
        attributes_pivoted.interests,
        preferences_pivoted.categories,
        preferences_pivoted.sizes,
        preferences_pivoted.favourite_category,
        preferences_pivoted.favourite_brand,
        preferences_pivoted.favourite_size,
        coalesce(preferences_pivoted.preference_count, 0) as preference_count,
        coalesce(permissions.can_email, false) as can_email,
        coalesce(permissions.can_sms, false) as can_sms,
        coalesce(permissions.can_push, false) as can_push,
        coalesce(permissions.can_profile, false) as can_profile,
        coalesce(permissions.can_personalise, false) as can_personalise,
        customers_profiled.is_profiled,
        customers_profiled.not_profiled_reason,
        coalesce(customer_orders.order_count, 0) as order_count,
        coalesce(customer_orders.order_count_365_days, 0) as order_count_365_days,
        coalesce(customer_orders.total_amount, 0) as total_amount,
        customer_orders.average_order_amount,
        coalesce(customer_orders.discounted_order_count, 0) as discounted_order_count,
        coalesce(customer_orders.gift_order_count, 0) as gift_order_count,
        customer_orders.first_order_at,
        customer_orders.last_order_at,
        customer_orders.buying_since_at,
        rfm.recency_score,
        rfm.frequency_score,
        rfm.monetary_score,
        rfm.monetary_percentile,
        coalesce(customer_interest.interest_event_count, 0) as interest_event_count,
        customer_interest.first_interest_at,
        customer_interest.last_interest_at,
        coalesce(customer_feedback.feedback_count, 0) as feedback_count,
        coalesce(customer_feedback.positive_review_count, 0) as positive_review_count,
        customer_feedback.last_nps_score,
        carts_left.left_at as cart_left_at,
        case
            when channels_pivoted.first_seen_at < customers.first_seen_at
                then channels_pivoted.first_seen_at
            else coalesce(customers.first_seen_at, channels_pivoted.first_seen_at)
        end as first_seen_at,
        coalesce(channels_pivoted.last_seen_at, customers.last_seen_at) as last_seen_at
    from customers
    inner join customers_profiled
        on customers.customer_id = customers_profiled.customer_id
    left join identities
        on customers.customer_id = identities.customer_id
    left join attributes_pivoted
        on customers.customer_id = attributes_pivoted.customer_id
    left join birthdays
        on customers.customer_id = birthdays.customer_id
    left join preferences_pivoted
        on customers.customer_id = preferences_pivoted.customer_id
    left join permissions
        on customers.customer_id = permissions.customer_id
    left join customer_orders
        on customers.customer_id = customer_orders.customer_id
    left join customer_interest
        on customers.customer_id = customer_interest.customer_id
    left join customer_feedback
        on customers.customer_id = customer_feedback.customer_id
    left join channels_pivoted
        on customers.customer_id = channels_pivoted.customer_id
    left join carts_left
        on customers.customer_id = carts_left.customer_id
    left join rfm
        on customers.customer_id = rfm.customer_id
)

select * from final
