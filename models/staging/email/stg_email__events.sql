{{ config(enabled=var('email_enabled'), materialized='view') }}

with source as (
    select * from {{ ref('base_email__events') }}
    where _outcome = 'kept'
),

renamed as (
    select
        {{ source_record_id('email', 'events', 'event_id') }} as source_record_id,
        event_id,
        event_type,
        recipient_email,
        campaign_id,
        variant,
        message_id,
        click_token,
        url,
        coalesce(is_machine_open, false) as is_machine,
        bounce_type,
        event_time as occurred_at,
        ingested_at
    from source
)

select * from renamed
