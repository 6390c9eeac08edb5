{# How often the next order holds a category when this one holds another: a first-order chain, each
   row drawn to the base rate by a beta prior worth `transition_prior_orders` orders. #}
with occasions_weighed as (
    select * from {{ ref('int_recommendation__occasions_weighed') }}
    where signal_name = 'ordered'
),

category_rates as (
    select * from {{ ref('int_recommendation__category_rates') }}
),

order_days as (
    select
        fold,
        customer_id,
        signed_date,
        lead(signed_date) over (
            partition by fold, customer_id order by signed_date asc nulls last
        ) as next_signed_date
    from occasions_weighed
    group by fold, customer_id, signed_date
),

left_behind as (
    select
        order_days.fold,
        order_days.customer_id,
        order_days.next_signed_date,
        occasions_weighed.category
    from order_days
    inner join occasions_weighed
        on
            order_days.fold = occasions_weighed.fold
            and order_days.customer_id = occasions_weighed.customer_id
            and order_days.signed_date = occasions_weighed.signed_date
    where order_days.next_signed_date is not null
),

from_counts as (
    select
        fold,
        category,
        count(*) as from_count
    from left_behind
    group by fold, category
),

moves as (
    select
        left_behind.fold,
        left_behind.category,
        occasions_weighed.category as next_category,
        count(*) as move_count
    from left_behind
    inner join occasions_weighed
        on
            left_behind.fold = occasions_weighed.fold
            and left_behind.customer_id = occasions_weighed.customer_id
            and left_behind.next_signed_date = occasions_weighed.signed_date
    group by left_behind.fold, left_behind.category, occasions_weighed.category
),

final as (
    select
        category_rates.fold,
        category_rates.category,
        next_rates.category as next_category,
        coalesce(from_counts.from_count, 0) as from_count,
        coalesce(moves.move_count, 0) as move_count,
        (
            coalesce(moves.move_count, 0)
            + {{ recommendation_limit('transition_prior_orders') }} * next_rates.base_rate
        ) / (
            coalesce(from_counts.from_count, 0)
            + {{ recommendation_limit('transition_prior_orders') }}
        ) as transition_rate
    from category_rates
    inner join category_rates as next_rates
        on category_rates.fold = next_rates.fold
    left join from_counts
        on
            category_rates.fold = from_counts.fold
            and category_rates.category = from_counts.category
    left join moves
        on
            category_rates.fold = moves.fold
            and category_rates.category = moves.category
            and next_rates.category = moves.next_category
)

select * from final
