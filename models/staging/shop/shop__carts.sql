{{ config(enabled=var('shop_enabled'), materialized='view') }}

with carts as (
    select * from {{ ref('stg_shop__carts') }}
),

contents as (
    select
        cart_number,
        sum(quantity) as item_count,
        sum(quantity * unit_price_amount) as cart_amount
    from {{ ref('stg_shop__cart_items') }}
    group by cart_number
),

final as (
    select
        {{ dbt.concat(["'shop:'", 'carts.cart_number']) }} as cart_id,
        'shop' as source_name,
        carts.source_record_id,
        case
            when carts.anonymous_id is not null then 'cookie'
            when carts.mobile_id is not null then 'mobile_id'
        end as device_type,
        coalesce(carts.anonymous_id, carts.mobile_id) as device_value,
        case when carts.account_id is not null then 'login' end as identifier_type,
        carts.account_id as identifier_value,
        carts.status,
        cast(coalesce(contents.item_count, 0) as bigint) as item_count,
        cast(coalesce(contents.cart_amount, 0) as decimal(18, 2)) as cart_amount,
        carts.items,
        carts.created_at,
        carts.updated_at,
        carts.ingested_at
    from carts
    left join contents on carts.cart_number = contents.cart_number
)

select * from final
