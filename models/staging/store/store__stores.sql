{{ config(enabled=var('store_enabled'), materialized='view') }}

with final as (
    select
        store_id,
        store_name,
        postcode,
        city,
        region,
        latitude,
        longitude
    from {{ ref('stg_store__stores') }}
)

select * from final
