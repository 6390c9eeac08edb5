{# What the rules say of an article's category, and the system its size is of. A category without a
   system of its own in the seed is one by itself: its sizes are compared with no other's. #}
with products as (
    select * from {{ ref('input__products') }}
),

category_rules as (
    select * from {{ ref('category_rules') }}
),

any_category as (
    select
        repeat_days,
        is_repeat_purchase
    from category_rules
    where category = '*'
),

final as (
    select
        products.sku,
        coalesce(products.product_id, products.sku) as product_id,
        products.product_name,
        products.brand,
        products.category,
        products.size,
        case
            when products.size is null or category_rules.size_system = 'none' then 'none'
            else coalesce(category_rules.size_system, 'category ' || products.category, 'unknown')
        end as size_system,
        products.price_amount,
        products.currency,
        coalesce(products.stock_quantity, 0) > 0 as is_in_stock,
        coalesce(category_rules.repeat_days, any_category.repeat_days) as repeat_days,
        coalesce(category_rules.is_repeat_purchase, any_category.is_repeat_purchase)
            as is_repeat_purchase
    from products
    cross join any_category
    left join category_rules
        on products.category = category_rules.category
)

select * from final
