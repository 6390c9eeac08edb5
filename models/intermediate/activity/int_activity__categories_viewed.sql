{# Beside which departments a customer was seen. What a browser was refused consent for is not used
   to know the person (R31). #}
with events_attributed as (
    select * from {{ ref('int_activity__events_attributed') }}
    where
        customer_id is not null
        and product_category is not null
        and coalesce(has_analytics_consent, true)
        and occurred_at <= {{ as_of() }}
),

final as (
    select
        customer_id,
        product_category as category,
        max(occurred_at) as last_viewed_at
    from events_attributed
    group by customer_id, product_category
)

select * from final
