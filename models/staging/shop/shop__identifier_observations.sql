{{ config(enabled=var('shop_enabled'), materialized='view') }}

with final as (
    select * from {{ ref('shop__account_observations') }}
    union all
    select * from {{ ref('shop__order_observations') }}
    union all
    select * from {{ ref('shop__cart_observations') }}
)

select * from final
