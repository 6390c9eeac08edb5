{{ config(enabled=var('app_enabled'), materialized='view') }}

with events as (
    select * from {{ ref('stg_app__events') }}
),

final as (
    select
        {{ dbt.concat(["'app:'", 'event_uuid']) }} as event_id,
        'app' as source_name,
        source_record_id,
        'app' as channel,
        {{ event_name('event_type') }} as event_name,
        case when user_id is not null then 'login' end as identifier_type,
        user_id as identifier_value,
        'mobile_id' as device_type,
        mobile_id as device_value,
        sku,
        category as product_category,
        brand as product_brand,
        size as product_size,
        price_amount as product_price_amount,
        store_id,
        cast(null as {{ dbt.type_string() }}) as page_path,
        search_query,
        cast(null as {{ dbt.type_string() }}) as campaign_id,
        cast(null as {{ dbt.type_string() }}) as campaign_source,
        cast(null as {{ dbt.type_string() }}) as campaign_medium,
        cast(null as {{ dbt.type_string() }}) as referrer_host,
        cast(null as boolean) as has_analytics_consent,
        event_properties as properties,
        occurred_at,
        ingested_at
    from events
)

select * from final
