{# Of several categories in one order, the one most bought by everybody. #}
with occasions_weighed as (
    select * from {{ ref('int_recommendation__occasions_weighed') }}
    where signal_name = 'ordered'
),

category_rates as (
    select * from {{ ref('int_recommendation__category_rates') }}
),

ranked as (
    select
        occasions_weighed.fold,
        occasions_weighed.customer_id,
        occasions_weighed.category,
        row_number() over (
            partition by occasions_weighed.fold, occasions_weighed.customer_id
            order by
                occasions_weighed.signed_date desc nulls last,
                category_rates.category_rank asc nulls last,
                occasions_weighed.category asc
        ) as last_rank
    from occasions_weighed
    inner join category_rates
        on
            occasions_weighed.fold = category_rates.fold
            and occasions_weighed.category = category_rates.category
),

final as (
    select
        fold,
        customer_id,
        category
    from ranked
    where last_rank = 1
)

select * from final
