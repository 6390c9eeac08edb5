{{ config(enabled=var('app_enabled'), materialized='view') }}

with source as (
    select * from {{ ref('base_app__events') }}
    where _outcome = 'kept'
),

renamed as (
    select
        {{ source_record_id('app', 'events', 'uuid') }} as source_record_id,
        uuid as event_uuid,
        device_id as mobile_id,
        user_id,
        event_type,
        event_properties,
        event_properties__sku as sku,
        event_properties__brand as brand,
        event_properties__category as category,
        {{ try_cast('event_properties__price', 'decimal(18, 2)') }} as price_amount,
        event_properties__size as size,
        event_properties__query as search_query,
        event_properties__store_id as store_id,
        user_properties,
        push_token,
        platform,
        version_name,
        language,
        {{ trusted_time('event_time', 'server_upload_time') }} as occurred_at,
        server_upload_time as received_at,
        ingested_at
    from source
)

select * from renamed
