-- A customer's questions are ranked 1, 2, 3 ..., each rank once.
with ranked as (
    select
        customer_id,
        question_id,
        rank,
        row_number() over (
            partition by customer_id
            order by rank asc nulls first, question_id asc nulls first
        ) as place
    from engine.next_questions
    where question_id is not null
)

select
    'ranks_with_gaps' as rule,
    customer_id,
    question_id,
    coalesce('rank ' || rank, 'no rank') || ' at place ' || place as detail
from ranked
where rank is distinct from place
