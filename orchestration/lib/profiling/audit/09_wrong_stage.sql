-- A question belongs to the stages of the lifecycle that the catalogue names.
select
    'wrong_stage' as rule,
    next_questions.customer_id,
    next_questions.question_id,
    coalesce(customers.lifecycle_stage, 'no stage') as detail
from engine.next_questions
inner join rules.questions on next_questions.question_id = questions.question_id
inner join marts.customers on next_questions.customer_id = customers.customer_id
where
    questions.stages <> 'any'
    and not coalesce(
        list_contains(string_split(questions.stages, '|'), customers.lifecycle_stage), false
    )
