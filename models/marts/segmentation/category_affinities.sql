with categories_expected as (
    select * from {{ ref('int_recommendation__categories_expected') }}
    where fold = 'live'
),

final as (
    select
        customer_id,
        category,
        cast(category_rank as integer) as category_rank,
        probability,
        cast(base_rate as decimal(9, 6)) as base_rate,
        is_thin as is_base_rate,
        case
            when is_thin and history_weight > 0
                then 'too few signs of their own: what everybody orders'
            when is_thin then 'no signs of their own: what everybody orders'
            when transition_rate is null then 'their own signs, drawn to what everybody orders'
            else 'their own signs and what follows the last order'
        end as reason,
        {{ as_of() }} as as_of_at
    from categories_expected
    order by customer_id, category_rank
)

select * from final
