{# A session begins with the event that it is named after: what brought it is read off that row. #}
with events_sessionised as (
    select
        *,
        event_id = session_id as is_first
    from {{ ref('int_activity__events_sessionised') }}
    where session_id is not null
),

final as (
    select
        session_id,
        max(customer_id) as customer_id,
        max(visitor_id) as visitor_id,
        max(device_type) as device_type,
        max(device_value) as device_value,
        max(case when is_first then channel end) as channel,
        min(occurred_at) as started_at,
        max(occurred_at) as ended_at,
        cast(count(*) as integer) as event_count,
        cast(sum(case when event_name = 'page_viewed' then 1 else 0 end) as integer)
            as page_count,
        cast(count(distinct case when event_name = 'product_viewed' then sku end) as integer)
            as product_count,
        max(case when is_first then page_path end) as landing_page,
        max(session_brought_by) as brought_by,
        max(case when is_first then campaign_id end) as campaign_id,
        max(case when is_first then campaign_source end) as campaign_source,
        max(case when is_first then campaign_medium end) as campaign_medium,
        max(case when is_first then referrer_host end) as referrer_host,
        max(case when event_name = 'order_completed' then 1 else 0 end) = 1 as has_order
    from events_sessionised
    group by session_id
    order by max(customer_id) nulls last, min(occurred_at), session_id
)

select * from final
