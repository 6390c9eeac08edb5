-- One form does not ask for the same thing twice.
select
    'attribute_twice' as rule,
    next_questions.customer_id,
    min(next_questions.question_id) as question_id,
    questions.attribute_name || ' ' || count(*) || ' times' as detail
from engine.next_questions
inner join rules.questions on next_questions.question_id = questions.question_id
group by next_questions.customer_id, questions.attribute_name
having count(*) > 1
