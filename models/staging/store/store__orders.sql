{# A till receipt is an order that was paid and taken away; one that gives money back is a
   return. #}
{{ config(enabled=var('store_enabled'), materialized='view') }}

with tickets as (
    select * from {{ ref('stg_store__tickets') }}
),

final as (
    select
        {{ dbt.concat(["'store:'", 'ticket_number']) }} as order_id,
        'store' as source_name,
        source_record_id,
        'store' as order_channel,
        store_id,
        case when total_amount < 0 then 'returned' else 'completed' end as status,
        currency,
        cast(total_amount + coalesce(discount_amount, 0) as decimal(18, 2)) as items_amount,
        discount_amount,
        cast(0 as decimal(18, 2)) as shipping_amount,
        total_amount,
        cast(null as {{ dbt.type_string() }}) as coupon_code,
        false as is_gift,
        cast(null as {{ dbt.type_string() }}) as device_type,
        cast(null as {{ dbt.type_string() }}) as device_value,
        sold_at as ordered_at,
        ingested_at
    from tickets
)

select * from final
