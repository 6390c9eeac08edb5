{# What a browser was refused consent for is not used to know the person (R31). #}
with events_attributed as (
    select * from {{ ref('int_activity__events_attributed') }}
    where
        customer_id is not null
        and coalesce(has_analytics_consent, true)
        and occurred_at <= {{ as_of() }}
),

final as (
    select
        customer_id,
        cast(count(*) as integer) as interest_event_count,
        min(occurred_at) as first_interest_at,
        max(occurred_at) as last_interest_at
    from events_attributed
    where
        event_name in (
            'product_viewed', 'product_added', 'wishlist_added', 'product_searched',
            'size_guide_viewed'
        )
    group by customer_id
)

select * from final
