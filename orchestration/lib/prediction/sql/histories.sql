-- What was known of every buyer's orders at the end of the day $until, and what came in the
-- $horizon days after it. One row per customer, in the order of their ids.
with known as (
    select
        customer_id,
        currency,
        count(*) as day_count,
        min(order_date) as first_date,
        max(order_date) as last_date,
        sum(case when order_date > $until - $horizon then 1 else 0 end) as recent_day_count,
        count(case when amount > 0 then 1 end) as amount_count,
        cast(coalesce(sum(case when amount > 0 then amount end), 0) as double) as amount
    from activity.int_activity__order_days
    where order_date <= $until
    group by customer_id, currency
),

followed as (
    select
        customer_id,
        count(*) as day_count,
        cast(coalesce(sum(case when amount > 0 then amount end), 0) as double) as amount
    from activity.int_activity__order_days
    where order_date > $until and order_date <= $until + $horizon
    group by customer_id
)

select
    known.customer_id,
    known.currency,
    cast(known.day_count - 1 as double) as x,
    cast(known.last_date - known.first_date as double) as t_x,
    cast($until - known.first_date as double) as age,
    cast(known.recent_day_count as double) as recent_day_count,
    cast(known.amount_count as double) as amount_count,
    known.amount,
    cast(coalesce(followed.day_count, 0) as double) as next_day_count,
    coalesce(followed.amount, 0) as next_amount
from known
left join followed
    on known.customer_id = followed.customer_id
order by known.customer_id
