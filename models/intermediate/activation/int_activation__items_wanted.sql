{# Interest in an article that changed, shown before the change and not bought since. Events of a
   browser that was refused are not used to know the person (R31). #}
with product_changes as (
    select * from {{ ref('int_activity__product_changes') }}
    where change_type in ('restocked', 'price_dropped')
),

events_attributed as (
    select * from {{ ref('int_activity__events_attributed') }}
    where
        customer_id is not null
        and event_name in ('product_viewed', 'wishlist_added')
        and coalesce(has_analytics_consent, true)
),

items_bought as (
    select * from {{ ref('int_activation__items_bought') }}
),

wanted as (
    select
        events_attributed.customer_id,
        product_changes.sku,
        product_changes.change_type,
        product_changes.currency,
        product_changes.changed_at,
        case events_attributed.event_name when 'wishlist_added' then 'wished' else 'viewed' end
            as ground,
        max(events_attributed.occurred_at) as wanted_at
    from product_changes
    inner join events_attributed
        on
            product_changes.sku = events_attributed.sku
            and product_changes.changed_at >= events_attributed.occurred_at
    group by
        events_attributed.customer_id,
        product_changes.sku,
        product_changes.change_type,
        product_changes.currency,
        product_changes.changed_at,
        events_attributed.event_name
),

final as (
    select wanted.*
    from wanted
    left join items_bought
        on
            wanted.customer_id = items_bought.customer_id
            and wanted.sku = items_bought.sku
            and wanted.wanted_at <= items_bought.last_bought_at
    where items_bought.customer_id is null
)

select * from final
