{{ config(enabled=var('loyalty_enabled'), materialized='view') }}

with versions as (
    select * from {{ ref('stg_loyalty__member_versions') }}
),

renamed as (
    select * from versions
    where is_current
)

select * from renamed
