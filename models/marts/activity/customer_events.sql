{# The timeline stays narrow: what kind of event, on what, when. Everything else about a row is
   found in the input layer by its id. #}
with events_sessionised as (
    select * from {{ ref('int_activity__events_sessionised') }}
    where customer_id is not null
),

other_events as (
    select * from {{ ref('int_activity__other_events_typed') }}
),

typed as (
    select
        event_id as customer_event_id,
        customer_id,
        occurred_at,
        event_name as event_type,
        channel,
        case
            when sku is not null then 'product'
            when store_id is not null then 'store'
            when search_query is not null then 'search'
            when page_path is not null then 'page'
        end as subject_type,
        coalesce(sku, store_id, search_query, page_path) as subject,
        product_price_amount as amount,
        cast(null as {{ dbt.type_string() }}) as currency,
        campaign_id,
        attribution,
        source_name,
        session_id,
        session_brought_by as brought_by
    from events_sessionised

    union all

    select
        customer_event_id,
        customer_id,
        occurred_at,
        event_type,
        channel,
        subject_type,
        subject,
        amount,
        currency,
        campaign_id,
        attribution,
        source_name,
        cast(null as {{ dbt.type_string() }}) as session_id,
        cast(null as {{ dbt.type_string() }}) as brought_by
    from other_events
),

final as (
    select * from typed
    order by customer_id asc, occurred_at asc nulls last, customer_event_id asc
)

select * from final
