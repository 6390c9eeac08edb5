with golden_records as (
    select * from {{ ref('int_profile__golden_records') }}
),

customer_facts as (
    select * from {{ ref('int_segmentation__customer_facts') }}
),

understanding as (
    select * from {{ ref('int_segmentation__understanding_assigned') }}
),

lifecycle as (
    select * from {{ ref('int_segmentation__lifecycle_dated') }}
),

customer_orders as (
    select * from {{ ref('int_activity__customer_orders') }}
),

rfm as (
    select * from {{ ref('int_segmentation__rfm') }}
),

segments_pivoted as (
    select * from {{ ref('int_segmentation__segments_pivoted') }}
),

preferences_pivoted as (
    select * from {{ ref('int_profile__preferences_pivoted') }}
),

customer_feedback as (
    select * from {{ ref('int_activity__customer_feedback') }}
),

channels_pivoted as (
    select * from {{ ref('int_activity__channels_pivoted') }}
),

household_members as (
    select * from {{ ref('int_profile__household_members') }}
),

final as (
    select
        golden_records.customer_id,
        golden_records.first_name,
        golden_records.last_name,
        golden_records.sex,
        golden_records.birth_date,
        golden_records.age_years,
        golden_records.language,
        golden_records.address_line,
        golden_records.postcode,
        golden_records.city,
        golden_records.region,
        golden_records.country_code,
        golden_records.csp,
        golden_records.family_situation,
        golden_records.children_count,
        golden_records.email,
        golden_records.phone,
        golden_records.email_count,
        golden_records.phone_count,
        golden_records.loyalty_id,
        golden_records.loyalty_tier,
        golden_records.loyalty_points,
        golden_records.has_login,
        golden_records.has_social_login,
        golden_records.has_loyalty_card,
        golden_records.identifier_count,
        golden_records.device_count,
        golden_records.nearest_store_id,
        golden_records.nearest_store_basis,
        golden_records.completeness_score,
        golden_records.most_useful_missing_attribute,
        understanding.understanding_level,
        understanding.understanding_reason,
        understanding.missing_for_next_level,
        lifecycle.lifecycle_stage,
        lifecycle.lifecycle_reason,
        lifecycle.lifecycle_since_at,
        customer_facts.order_count,
        customer_orders.currency,
        customer_facts.total_amount,
        customer_facts.average_order_amount,
        customer_facts.first_order_at,
        customer_facts.last_order_at,
        customer_facts.days_since_last_order,
        customer_orders.average_days_between_orders,
        customer_facts.recency_score,
        customer_facts.frequency_score,
        customer_facts.monetary_score,
        rfm.rfm_segment,
        {%- for segment_id in [
            'age_30_40_tennis', 'birthday_soon', 'cart_abandoners', 'discount_only',
            'gift_buyers', 'inactive_three_months', 'new_customers', 'newsletter_only', 'size_43',
            'vip', 'winback',
        ] %}
            coalesce(segments_pivoted.is_{{ segment_id }}, false) as is_{{ segment_id }},
        {%- endfor %}
        preferences_pivoted.favourite_category,
        preferences_pivoted.favourite_brand,
        preferences_pivoted.favourite_size,
        preferences_pivoted.favourite_colour,
        preferences_pivoted.favourite_channel as preferred_channel,
        {{ try_cast('preferences_pivoted.favourite_hour', 'integer') }} as favourite_hour,
        customer_facts.last_nps_score,
        customer_feedback.last_sentiment,
        {%- for permission in ['email', 'sms', 'push', 'profile', 'personalise'] %}
            customer_facts.can_{{ permission }},
        {%- endfor %}
        not customer_facts.is_profiled as has_profiling_objection,
        customer_facts.first_seen_at,
        customer_facts.last_seen_at,
        {%- for channel in ['web', 'app', 'store', 'email'] %}
            channels_pivoted.first_{{ channel }}_seen_at,
            channels_pivoted.last_{{ channel }}_seen_at,
        {%- endfor %}
        channels_pivoted.first_seen_channel,
        channels_pivoted.last_seen_channel,
        household_members.household_id,
        household_members.household_size
    from golden_records
    inner join customer_facts
        on golden_records.customer_id = customer_facts.customer_id
    left join understanding
        on golden_records.customer_id = understanding.customer_id
    left join lifecycle
        on golden_records.customer_id = lifecycle.customer_id
    left join customer_orders
        on golden_records.customer_id = customer_orders.customer_id
    left join rfm
        on golden_records.customer_id = rfm.customer_id
    left join segments_pivoted
        on golden_records.customer_id = segments_pivoted.customer_id
    left join preferences_pivoted
        on golden_records.customer_id = preferences_pivoted.customer_id
    left join customer_feedback
        on golden_records.customer_id = customer_feedback.customer_id
    left join channels_pivoted
        on golden_records.customer_id = channels_pivoted.customer_id
    left join household_members
        on golden_records.customer_id = household_members.customer_id
    order by golden_records.customer_id
)

select * from final
