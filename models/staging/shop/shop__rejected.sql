{{ config(enabled=var('shop_enabled'), schema='quality') }}

with final as (
    {{ rejected_rows('shop', ['accounts', 'orders', 'order_lines', 'carts', 'products']) }}
)

select * from final
