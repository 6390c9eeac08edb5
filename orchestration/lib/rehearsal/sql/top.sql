-- One row per touched customer, those who bought most first; who bought in several currencies is told by
-- the one they spent most in.
with best as (
    select
        customer_id,
        currency,
        amount,
        row_number() over (
            partition by customer_id order by amount desc nulls last, currency
        ) as place
    from stakes
),

sizes_before as (
    select customer_id, count(*) as identifier_count from crosswalk_before group by customer_id
),

sizes_after as (
    select customer_id, count(*) as identifier_count from crosswalk_after group by customer_id
)

select
    touched.customer_id,
    touched.what,
    coalesce(best.amount, 0) as amount,
    best.currency,
    sizes_before.identifier_count as identifiers_before,
    coalesce(sizes_after.identifier_count, 0) as identifiers_after
from touched
inner join sizes_before on touched.customer_id = sizes_before.customer_id
left join sizes_after on touched.customer_id = sizes_after.customer_id
left join best on touched.customer_id = best.customer_id and best.place = 1
order by amount desc, touched.customer_id
limit ?;
