{{ config(enabled=var('snowplow_enabled'), materialized='view') }}

with events as (
    select * from {{ ref('stg_snowplow__events') }}
),

final as (
    select
        {{ dbt.concat(["'snowplow:'", 'event_uuid']) }} as event_id,
        'snowplow' as source_name,
        source_record_id,
        case platform when 'mob' then 'app' else 'web' end as channel,
        case
            when event_kind = 'page_view' then 'page_viewed'
            when event_kind = 'transaction' then 'order_completed'
            when event_name = 'add_to_cart' then 'product_added'
            when event_name = 'site_search' then 'product_searched'
            when structured_category = 'authentication' and structured_action = 'login'
                then 'signed_in'
            when structured_category = 'authentication' and structured_action = 'logout'
                then 'signed_out'
            else 'other'
        end as event_name,
        case when user_id is not null then 'login' end as identifier_type,
        user_id as identifier_value,
        case when device_value is not null then device_type end as device_type,
        device_value,
        cast(null as {{ dbt.type_string() }}) as sku,
        cast(null as {{ dbt.type_string() }}) as product_category,
        cast(null as {{ dbt.type_string() }}) as product_brand,
        cast(null as {{ dbt.type_string() }}) as product_size,
        cast(null as decimal(18, 2)) as product_price_amount,
        cast(null as {{ dbt.type_string() }}) as store_id,
        page_path,
        cast(null as {{ dbt.type_string() }}) as search_query,
        campaign_name as campaign_id,
        campaign_source,
        campaign_medium,
        referrer_host,
        cast(null as boolean) as has_analytics_consent,
        properties,
        occurred_at,
        ingested_at
    from events
)

select * from final
