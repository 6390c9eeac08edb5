-- One row per ask, with the state as of the moment before it: nothing that was learned later.
create or replace temp table asks_in_state as
with customer_moments as (
    select ask_id, customer_id, asked_at as moment, 1 as asks
    from asks_judged
    union all by name
    select customer_id, judged_at as moment, cast(surprise as decimal(18, 9)) as surprise
    from ask_surprises
),

customers_then as (
    select
        ask_id,
        coalesce(sum(surprise) over all_before, 0) as surprises,
        count(surprise) over all_before as judged_count,
        coalesce(sum(asks) over days_before, 0) as asks_of_90_days
    from customer_moments
    window
        all_before as (
            partition by customer_id
            order by moment
            range between unbounded preceding and interval 1 microsecond preceding
        ),
        days_before as (
            partition by customer_id
            order by moment
            range between interval 90 day preceding and interval 1 microsecond preceding
        )
),

answer_moments as (
    select ask_id, customer_id, question_id, asked_at as moment
    from asks_judged
    union all by name
    select customer_id, question_id, judged_at as moment, 1 as answers
    from asks_judged
    where outcome = 'answered'
),

answers_then as (
    select
        ask_id,
        count(answers) over (
            partition by customer_id, question_id
            order by moment
            range between unbounded preceding and interval 1 microsecond preceding
        ) > 0 as is_confirmation
    from answer_moments
)

select
    asks_judged.*,
    coalesce(stays.lifecycle_stage, '') as lifecycle_stage,
    customers_then.surprises / (customers_then.judged_count + learning.responsiveness_prior_asks)
        as responsiveness,
    customers_then.asks_of_90_days,
    answers_then.is_confirmation
from asks_judged
cross join learning
inner join customers_then on asks_judged.ask_id = customers_then.ask_id
inner join answers_then on asks_judged.ask_id = answers_then.ask_id
left join marts.customer_lifecycle_history as stays
    on
        asks_judged.customer_id = stays.customer_id
        and stays.entered_at < asks_judged.asked_at
        and coalesce(stays.left_at, timestamp '9999-12-31') >= asks_judged.asked_at;
