-- A form never holds more than so many questions.
select
    'form_too_long' as rule,
    next_questions.customer_id,
    next_questions.question_id,
    'rank ' || next_questions.rank as detail
from engine.next_questions
where
    next_questions.question_id is not null
    and next_questions.rank > (
        select limit_value from rules.question_limits where limit_name = 'asks_per_form'
    )
