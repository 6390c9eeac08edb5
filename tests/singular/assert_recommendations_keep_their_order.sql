{# Scores never rise with the rank, ranks leave no gap, and no product stands twice. #}
with ordered as (
    select
        *,
        lag(score) over (
            partition by customer_id order by recommendation_rank asc nulls last
        ) as score_before,
        row_number() over (
            partition by customer_id order by recommendation_rank asc nulls last
        ) as expected_rank,
        count(*) over (partition by customer_id, product_id) as product_count
    from {{ ref('customer_recommendations') }}
),

final as (
    select *
    from ordered
    where
        score > score_before
        or recommendation_rank <> expected_rank
        or product_count > 1
)

select * from final
