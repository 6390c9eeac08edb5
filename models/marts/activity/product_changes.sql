with changes as (
    select * from {{ ref('int_activity__product_changes') }}
),

products as (
    select * from {{ ref('input__products') }}
),

final as (
    select
        {{ dbt.hash(
            "changes.sku || '|' || changes.change_type || '|' || coalesce(changes.currency, '')"
            ~ " || '|' || cast(changes.ingested_at as " ~ dbt.type_string() ~ ")"
        ) }} as product_change_id,
        changes.sku,
        products.product_id,
        products.product_name,
        products.brand,
        products.category,
        products.size,
        changes.change_type,
        changes.previous_stock_quantity,
        changes.stock_quantity,
        changes.previous_price_amount,
        changes.price_amount,
        changes.currency,
        changes.price_change_share,
        changes.changed_at
    from changes
    left join products
        on changes.sku = products.sku
    order by changes.changed_at, changes.sku
)

select * from final
