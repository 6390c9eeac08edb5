{# A size is the customer's own where they said so, bought it for themselves or asked the size
   guide for it. A look at an article is no size, and a gift is somebody else's. Older than the
   half-life of the preference, a sign is not assumed to fit any more. #}
with attributes_survived as (
    select * from {{ ref('int_profile__attributes_survived') }}
    where
        attribute_name in ('shoe_size', 'clothing_size')
        and value_kind = 'declared'
        and not is_expired
),

orders_resolved as (
    select * from {{ ref('int_activity__orders_resolved') }}
    where
        customer_id is not null
        and is_purchase
        and not coalesce(is_gift, false)
),

order_lines as (
    select * from {{ ref('input__order_lines') }}
    where quantity > 0
),

events_attributed as (
    select * from {{ ref('int_activity__events_attributed') }}
    where
        customer_id is not null
        and event_name = 'size_guide_viewed'
        and coalesce(has_analytics_consent, true)
),

preference_names as (
    select * from {{ ref('preference_names') }}
    where preference_name = 'size'
),

signs as (
    select
        customer_id,
        attribute_value as size,
        cast(null as timestamp) as shown_at
    from attributes_survived

    union all

    select
        orders_resolved.customer_id,
        order_lines.size,
        orders_resolved.ordered_at as shown_at
    from orders_resolved
    inner join order_lines
        on orders_resolved.order_id = order_lines.order_id

    union all

    select
        customer_id,
        product_size as size,
        occurred_at as shown_at
    from events_attributed
),

final as (
    select
        signs.customer_id,
        signs.size
    from signs
    cross join preference_names
    where
        signs.size is not null
        and (
            signs.shown_at is null
            or (
                signs.shown_at <= {{ as_of() }}
                and signs.shown_at > {{ dbt.dateadd(
                    'day', '-preference_names.half_life_days', as_of()
                ) }}
            )
        )
    group by signs.customer_id, signs.size
)

select * from final
