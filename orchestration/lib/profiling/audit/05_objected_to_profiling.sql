-- Who objected to profiling, of whom that is not known, and who is no customer, is asked nothing.
select
    'objected_to_profiling' as rule,
    next_questions.customer_id,
    next_questions.question_id,
    coalesce('objection is ' || customers.has_profiling_objection, 'not known') as detail
from engine.next_questions
left join marts.customers on next_questions.customer_id = customers.customer_id
where
    next_questions.question_id is not null
    and customers.has_profiling_objection is distinct from false
