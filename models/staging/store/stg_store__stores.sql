{{ config(enabled=var('store_enabled'), materialized='view') }}

with source as (
    select * from {{ ref('base_store__stores') }}
    where _outcome = 'kept'
),

renamed as (
    select
        store_id,
        name as store_name,
        postcode,
        city,
        region,
        latitude,
        longitude,
        opened_on as opened_date,
        ingested_at
    from source
)

select * from renamed
