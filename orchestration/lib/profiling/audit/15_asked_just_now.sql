-- Who was asked anything a moment ago is left in peace.
with last_asks as (
    select customer_id, max(asked_at) as last_asked_at
    from audited_asks
    group by customer_id
)

select
    'asked_just_now' as rule,
    next_questions.customer_id,
    next_questions.question_id,
    'asked at ' || last_asks.last_asked_at as detail
from engine.next_questions
inner join last_asks on next_questions.customer_id = last_asks.customer_id
where
    next_questions.question_id is not null
    and last_asks.last_asked_at + to_days((
        select cast(limit_value as integer)
        from rules.question_limits
        where limit_name = 'min_days_between_asks'
    )) > $as_of
