{{ config(enabled=var('shop_enabled'), materialized='view') }}

with source as (
    select * from {{ ref('base_shop__carts') }}
    where _outcome = 'kept'
),

renamed as (
    select
        {{ source_record_id('shop', 'carts', 'cart_id') }} as source_record_id,
        cart_id as cart_number,
        account_id,
        anonymous_id,
        mobile_id,
        status,
        items,
        created_at,
        coalesce(updated_at, created_at) as updated_at,
        ingested_at
    from source
)

select * from renamed
