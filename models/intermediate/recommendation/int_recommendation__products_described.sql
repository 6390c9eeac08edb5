{# A product is described by its first article, and is in stock when any article is. #}
with articles_described as (
    select * from {{ ref('int_recommendation__articles_described') }}
),

ranked as (
    select
        *,
        max(case when is_in_stock then 1 else 0 end) over same_product = 1 as is_any_in_stock,
        row_number() over (partition by product_id order by sku asc nulls last) as article_rank
    from articles_described
    window same_product as (partition by product_id)
),

final as (
    select
        product_id,
        product_name,
        brand,
        category,
        size_system,
        price_amount,
        currency,
        price_amount / nullif(
            avg(price_amount) over (partition by category, currency), 0
        ) as price_level,
        repeat_days,
        is_repeat_purchase,
        is_any_in_stock as is_in_stock
    from ranked
    where article_rank = 1
)

select * from final
