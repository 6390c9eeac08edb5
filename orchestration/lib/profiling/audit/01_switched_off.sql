-- A question that is switched off, or that the catalogue does not have, is asked of nobody.
select
    'switched_off' as rule,
    next_questions.customer_id,
    next_questions.question_id,
    coalesce('is_active is ' || questions.is_active, 'not in the catalogue or unclear') as detail
from engine.next_questions
left join rules.questions on next_questions.question_id = questions.question_id
where next_questions.question_id is not null and questions.is_active is distinct from true
