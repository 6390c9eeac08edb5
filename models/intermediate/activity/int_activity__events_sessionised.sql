{# Web and app events with the session they belong to. A session is one device's and one person's;
   it ends after a silence, and where another campaign brings the person back. Its id is that of its
   first event. What a browser would not have measured is in no session. #}
with events_attributed as (
    select
        *,
        coalesce(has_analytics_consent, true)
        and (device_value is not null or customer_id is not null) as is_measured
    from {{ ref('int_activity__events_attributed') }}
),

streams as (
    select
        *,
        coalesce({{ dbt.concat(['device_type', "':'", 'device_value']) }}, '') as device_key,
        coalesce(customer_id, visitor_id, '') as owner_key,
        coalesce(
            campaign_id,
            referrer_host,
            case when event_name = 'push_opened' then 'push' else 'direct' end
        ) as brought_by,
        case when campaign_id is null then 1 else 0 end as has_no_campaign
    from events_attributed
    where is_measured
),

silences as (
    select
        *,
        case
            when occurred_at <= {{ dbt.dateadd(
                'minute',
                var('session_silence_minutes'),
                'lag(occurred_at) over (
                    partition by device_key, owner_key
                    order by occurred_at asc nulls last, has_no_campaign asc nulls last, event_id
                )'
            ) }} then 0
            else 1
        end as starts_visit
    from streams
),

visits as (
    select
        *,
        sum(starts_visit) over (
            partition by device_key, owner_key
            order by occurred_at asc nulls last, has_no_campaign asc nulls last, event_id asc
            rows between unbounded preceding and current row
        ) as visit_number
    from silences
),

campaigns as (
    select
        *,
        case
            when starts_visit = 1 then 1
            when
                campaign_id <> coalesce(
                    lag(campaign_id) over (
                        partition by device_key, owner_key, visit_number, has_no_campaign
                        order by occurred_at asc nulls last, event_id asc
                    ),
                    ''
                ) then 1
            else 0
        end as starts_session
    from visits
),

numbered as (
    select
        *,
        sum(starts_session) over (
            partition by device_key, owner_key
            order by occurred_at asc nulls last, has_no_campaign asc nulls last, event_id asc
            rows between unbounded preceding and current row
        ) as session_number
    from campaigns
),

named as (
    select
        *,
        first_value(event_id) over first_events as session_id,
        first_value(brought_by) over first_events as session_brought_by
    from numbered
    window first_events as (
        partition by device_key, owner_key, session_number
        order by occurred_at asc nulls last, has_no_campaign asc nulls last, event_id asc
    )
),

{% set columns = [
    'event_id', 'customer_id', 'visitor_id', 'attribution', 'device_type', 'device_value',
    'source_name', 'channel', 'event_name', 'sku', 'product_price_amount', 'store_id',
    'search_query', 'page_path', 'campaign_id', 'campaign_source', 'campaign_medium',
    'referrer_host', 'occurred_at',
] %}

final as (
    select
        {%- for column in columns %}
            {{ column }},
        {%- endfor %}
        session_id,
        session_brought_by
    from named

    union all

    select
        {%- for column in columns %}
            {{ column }},
        {%- endfor %}
        cast(null as {{ dbt.type_string() }}) as session_id,
        cast(null as {{ dbt.type_string() }}) as session_brought_by
    from events_attributed
    where not is_measured
)

select * from final
