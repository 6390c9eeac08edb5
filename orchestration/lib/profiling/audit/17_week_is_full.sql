-- A question is put to no more customers in seven days than the catalogue allows.
with weeks as (
    select question_id, count(*) as asks
    from audited_asks
    where asked_at + to_days(7) > $as_of
    group by question_id
),

chosen as (
    select question_id, count(*) as asks
    from engine.next_questions
    where question_id is not null
    group by question_id
),

full_weeks as (
    select
        chosen.question_id,
        questions.max_asks_per_week,
        coalesce(weeks.asks, 0) + chosen.asks as asks
    from chosen
    inner join rules.questions on chosen.question_id = questions.question_id
    left join weeks on chosen.question_id = weeks.question_id
    where coalesce(weeks.asks, 0) + chosen.asks > questions.max_asks_per_week
)

select
    'week_is_full' as rule,
    next_questions.customer_id,
    next_questions.question_id,
    full_weeks.asks || ' asks for ' || full_weeks.max_asks_per_week || ' places' as detail
from engine.next_questions
inner join full_weeks on next_questions.question_id = full_weeks.question_id
