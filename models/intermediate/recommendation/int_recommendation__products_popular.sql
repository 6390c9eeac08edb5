{# What is out of stock today is not offered to anybody; of the past no stock is known. #}
with products_weighed as (
    select * from {{ ref('int_recommendation__products_weighed') }}
    where product_rank <= {{ recommendation_limit('products_per_customer') }}
),

products_described as (
    select * from {{ ref('int_recommendation__products_described') }}
),

counted as (
    select
        fold,
        product_id,
        count(*) as customer_count
    from products_weighed
    group by fold, product_id
),

shared as (
    select
        counted.fold,
        counted.product_id,
        products_described.category,
        products_described.size_system = 'none' as is_sizeless,
        counted.customer_count,
        cast(counted.customer_count as double)
        / sum(counted.customer_count) over (
            partition by counted.fold, products_described.category
        ) as category_share,
        cast(counted.customer_count as double)
        / sum(counted.customer_count) over (partition by counted.fold) as overall_share
    from counted
    inner join products_described
        on counted.product_id = products_described.product_id
    where counted.fold <> 'live' or products_described.is_in_stock
),

final as (
    select
        *,
        row_number() over (
            partition by fold, category
            order by customer_count desc nulls last, product_id asc
        ) as category_rank,
        row_number() over (
            partition by fold
            order by customer_count desc nulls last, product_id asc
        ) as overall_rank,
        row_number() over (
            partition by fold, is_sizeless
            order by customer_count desc nulls last, product_id asc
        ) as sizeless_rank,
        count(*) over (partition by fold) as product_count
    from shared
)

select * from final
