-- No customer is asked more than so many questions in 30 days, those of the form among them.
with months as (
    select customer_id, count(*) as asks
    from audited_asks
    where asked_at + to_days(30) > $as_of
    group by customer_id
)

select
    'asked_too_often' as rule,
    next_questions.customer_id,
    next_questions.question_id,
    coalesce(months.asks, 0) || ' asks and rank ' || next_questions.rank as detail
from engine.next_questions
left join months on next_questions.customer_id = months.customer_id
where
    next_questions.question_id is not null
    and coalesce(months.asks, 0) + next_questions.rank > (
        select limit_value from rules.question_limits where limit_name = 'max_asks_per_30_days'
    )
