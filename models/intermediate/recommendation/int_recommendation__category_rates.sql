{# An order here is a day on which somebody bought. #}
with occasions_weighed as (
    select * from {{ ref('int_recommendation__occasions_weighed') }}
    where signal_name = 'ordered'
),

order_days as (
    select
        fold,
        customer_id,
        signed_date
    from occasions_weighed
    group by fold, customer_id, signed_date
),

totals as (
    select
        fold,
        count(*) as order_count
    from order_days
    group by fold
),

counted as (
    select
        fold,
        category,
        count(*) as order_count
    from occasions_weighed
    group by fold, category
),

ranked as (
    select
        counted.fold,
        counted.category,
        counted.order_count,
        cast(counted.order_count as double) / totals.order_count as base_rate,
        row_number() over (
            partition by counted.fold
            order by counted.order_count desc nulls last, counted.category asc
        ) as category_rank
    from counted
    inner join totals
        on counted.fold = totals.fold
),

final as (
    select *
    from ranked
    where category_rank <= {{ recommendation_limit('categories_considered') }}
)

select * from final
