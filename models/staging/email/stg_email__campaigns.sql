{{ config(enabled=var('email_enabled'), materialized='view') }}

with source as (
    select * from {{ ref('base_email__campaigns') }}
    where _outcome = 'kept'
),

renamed as (
    select
        campaign_id,
        name as campaign_name,
        subject as message_subject,
        kind as campaign_kind,
        category,
        started_at,
        ingested_at
    from source
)

select * from renamed
