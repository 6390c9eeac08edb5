{{ config(enabled=var('web_enabled'), materialized='view') }}

with source as (
    select * from {{ ref('base_web__calls') }}
    where _outcome = 'kept'
),

renamed as (
    select
        {{ source_record_id('web', 'calls', 'messageId') }} as source_record_id,
        messageId as message_id,
        type as call_type,
        anonymousId as anonymous_id,
        userId as user_id,
        event as track_name,
        name as page_name,
        properties,
        properties__product_id as product_id,
        properties__sku as sku,
        properties__brand as brand,
        properties__category as category,
        {{ try_cast('properties__price', 'decimal(18, 2)') }} as price_amount,
        properties__size as size,
        properties__query as search_query,
        properties__store_id as store_id,
        traits,
        traits__email as email,
        traits__phone as phone,
        context,
        context__page_path as page_path,
        context__campaign_name as campaign_name,
        context__campaign_source as campaign_source,
        context__campaign_medium as campaign_medium,
        nullif(
            {{ url_host('context__page_referrer') }}, {{ url_host('context__page_url') }}
        ) as referrer_host,
        coalesce(
            {{ url_parameter('context__page_search', 'ctk') }},
            {{ url_parameter('context__page_url', 'ctk') }}
        ) as click_token,
        case context__consent_categoryPreferences_analytics
            when 'true' then true
            when 'false' then false
        end as has_analytics_consent,
        {{ trusted_time(segment_time(), 'receivedAt') }} as occurred_at,
        receivedAt as received_at,
        ingested_at
    from source
)

select * from renamed
