-- A question that the customer refused or left unanswered cools down.
select
    'refused_recently' as rule,
    next_questions.customer_id,
    next_questions.question_id,
    audited_asks.status || ' at ' || audited_asks.asked_at as detail
from engine.next_questions
inner join rules.questions on next_questions.question_id = questions.question_id
inner join audited_asks
    on
        next_questions.customer_id = audited_asks.customer_id
        and next_questions.question_id = audited_asks.question_id
where
    audited_asks.status <> 'answered'
    and audited_asks.asked_at + to_days(questions.cooldown_days) > $as_of
