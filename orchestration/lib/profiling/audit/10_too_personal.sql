-- Trust is earned first: a personal question waits until the customer is known that well.
with levels as (
    select
        next_questions.customer_id,
        next_questions.question_id,
        questions.generality,
        questions.min_understanding_level,
        coalesce(customers.understanding_level, 0) as understanding_level
    from engine.next_questions
    inner join rules.questions on next_questions.question_id = questions.question_id
    inner join marts.customers on next_questions.customer_id = customers.customer_id
)

select
    'too_personal' as rule,
    customer_id,
    question_id,
    'generality ' || generality || ' at level ' || understanding_level as detail
from levels
where
    understanding_level < min_understanding_level
    or generality > understanding_level + (
        select limit_value
        from rules.question_limits
        where limit_name = 'generality_above_understanding'
    )
