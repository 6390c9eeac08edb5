{{ config(enabled=var('support_enabled'), materialized='view') }}

with source as (
    select * from {{ ref('base_support__contacts') }}
    where _outcome = 'kept'
),

renamed as (
    select
        {{ source_record_id('support', 'contacts', 'contact_id') }} as source_record_id,
        contact_id,
        channel,
        account_id,
        email,
        phone,
        topic,
        status,
        satisfaction,
        mood,
        order_id as order_number,
        transcript,
        opened_at,
        closed_at,
        ingested_at
    from source
)

select * from renamed
