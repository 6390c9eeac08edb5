{# The category of which a customer took home most pieces; the one bought last, then the name,
   decides a tie. #}
with category_purchases as (
    select * from {{ ref('int_segmentation__category_purchases_dated') }}
),

ranked as (
    select
        customer_id,
        category,
        row_number() over (
            partition by customer_id
            order by
                sum(item_count) desc nulls last,
                max(ordered_at) desc nulls last,
                category asc nulls last
        ) as category_rank
    from category_purchases
    group by customer_id, category
),

final as (
    select
        customer_id,
        category
    from ranked
    where category_rank = 1
)

select * from final
