{{ config(enabled=var('shop_enabled')) }}

with final as (
    {{ source_files_reconciled('shop', [
        'accounts', 'orders', 'order_lines', 'carts', 'products',
    ]) }}
)

select * from final
