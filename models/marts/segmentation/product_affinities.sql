with products_paired as (
    select * from {{ ref('int_recommendation__products_paired') }}
    where fold = 'live'
),

products_described as (
    select * from {{ ref('int_recommendation__products_described') }}
),

final as (
    select
        products_paired.product_id,
        own.product_name,
        own.category,
        products_paired.other_product_id,
        other.product_name as other_product_name,
        other.category as other_category,
        cast(products_paired.affinity_rank as integer) as affinity_rank,
        cast(products_paired.support_count as integer) as support_count,
        cast(products_paired.confidence as decimal(9, 6)) as confidence,
        cast(products_paired.lift as decimal(18, 4)) as lift,
        cast(products_paired.affinity_score as decimal(9, 6)) as affinity_score,
        {{ as_of() }} as as_of_at
    from products_paired
    left join products_described as own
        on products_paired.product_id = own.product_id
    left join products_described as other
        on products_paired.other_product_id = other.product_id
    order by products_paired.product_id, products_paired.affinity_rank
)

select * from final
