-- Health, religion and the like may not be asked for at all.
select
    'special_category' as rule,
    next_questions.customer_id,
    next_questions.question_id,
    coalesce(questions.sensitivity, 'sensitivity unknown') as detail
from engine.next_questions
inner join rules.questions on next_questions.question_id = questions.question_id
where coalesce(questions.sensitivity, '') not in ('none', 'personal')
