{# The customer's share of signs by brand, and how dear the products are that they care for, beside
   what others in the same category and currency cost. #}
with products_weighed as (
    select * from {{ ref('int_recommendation__products_weighed') }}
),

products_described as (
    select * from {{ ref('int_recommendation__products_described') }}
),

weighed as (
    select
        products_weighed.fold,
        products_weighed.customer_id,
        products_described.brand,
        products_weighed.weight,
        cast(
            products_weighed.weight * products_described.price_level as decimal(18, 6)
        ) as weighed_level,
        case when products_described.price_level is not null then products_weighed.weight end
            as priced_weight
    from products_weighed
    inner join products_described
        on products_weighed.product_id = products_described.product_id
),

brands as (
    select
        fold,
        customer_id,
        brand,
        sum(weight) as brand_weight,
        sum(weighed_level) as weighed_level,
        sum(priced_weight) as priced_weight
    from weighed
    group by fold, customer_id, brand
),

final as (
    select
        fold,
        customer_id,
        brand,
        cast(brand_weight as double)
        / sum(brand_weight) over (partition by fold, customer_id) as brand_share,
        cast(sum(weighed_level) over (partition by fold, customer_id) as double)
        / nullif(sum(priced_weight) over (partition by fold, customer_id), 0) as price_level
    from brands
)

select * from final
