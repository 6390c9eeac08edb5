{# What rules may be written about: every fact is already counted from `as_of()`, so that a segment,
   a stage or a level never needs the clock. Lists begin and end with a comma, for `like`. #}
{% set days_since = {
    'last_order': 'last_order_at', 'first_order': 'first_order_at', 'first_seen': 'first_seen_at',
    'last_seen': 'last_seen_at', 'last_interest': 'last_interest_at',
    'abandoned_cart': 'cart_left_at',
} %}

with customers_joined as (
    select * from {{ ref('int_segmentation__customers_joined') }}
),

final as (
    select
        customer_id,
        has_login,
        has_social_login,
        has_loyalty_card,
        has_login or has_social_login or has_loyalty_card as is_registered,
        birth_date is not null or sex is not null or postcode is not null as has_demographics,
        email_count,
        phone_count,
        sex,
        age_years,
        days_until_birthday,
        postcode,
        ',' || coalesce(interests, '') || ',' || coalesce(categories, '') || ','
            as interest_list,
        ',' || coalesce(sizes, '') || ',' as size_list,
        favourite_category,
        favourite_brand,
        favourite_size,
        preference_count,
        can_email,
        can_sms,
        can_push,
        can_profile,
        can_personalise,
        is_profiled,
        not_profiled_reason,
        order_count,
        order_count_365_days,
        total_amount,
        average_order_amount,
        discounted_order_count,
        gift_order_count,
        recency_score,
        frequency_score,
        monetary_score,
        monetary_percentile,
        interest_event_count,
        feedback_count,
        positive_review_count,
        last_nps_score,
        first_seen_at,
        last_seen_at,
        first_interest_at,
        first_order_at,
        last_order_at,
        buying_since_at,
        {%- for name, column in days_since.items() %}
            cast(
                {{ dbt.datediff(column, as_of(), 'day') }}
                as integer
            ) as days_since_{{ name }},
        {%- endfor %}
        {{ whole_months_between('last_order_at', as_of()) }} as months_since_last_order
    from customers_joined
)

select * from final
