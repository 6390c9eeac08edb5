{{ config(enabled=var('shop_enabled'), materialized='view') }}

with versions as (
    select * from {{ ref('stg_shop__account_versions') }}
),

renamed as (
    select * from versions
    where is_current
)

select * from renamed
