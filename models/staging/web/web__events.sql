{{ config(enabled=var('web_enabled'), materialized='view') }}

with calls as (
    select * from {{ ref('stg_web__calls') }}
),

final as (
    select
        {{ dbt.concat(["'web:'", 'message_id']) }} as event_id,
        'web' as source_name,
        source_record_id,
        'web' as channel,
        case
            when call_type = 'page' then 'page_viewed'
            when call_type = 'identify' then 'identified'
            else {{ event_name('track_name') }}
        end as event_name,
        case when user_id is not null then 'login' end as identifier_type,
        user_id as identifier_value,
        case when anonymous_id is not null then 'cookie' end as device_type,
        anonymous_id as device_value,
        sku,
        category as product_category,
        brand as product_brand,
        size as product_size,
        price_amount as product_price_amount,
        store_id,
        page_path,
        search_query,
        campaign_name as campaign_id,
        campaign_source,
        campaign_medium,
        referrer_host,
        has_analytics_consent,
        properties,
        occurred_at,
        ingested_at
    from calls
)

select * from final
