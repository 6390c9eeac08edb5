{{ config(enabled=var('social_enabled'), materialized='view') }}

with versions as (
    select * from {{ ref('stg_social__login_versions') }}
),

renamed as (
    select * from versions
    where is_current
)

select * from renamed
