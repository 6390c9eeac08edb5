-- An answer that no campaign, segment or column is put right by is not asked for.
select
    'nobody_uses_it' as rule,
    next_questions.customer_id,
    next_questions.question_id,
    'no use is worth anything' as detail
from engine.next_questions
where
    next_questions.question_id is not null
    and not exists (
        select 1
        from rules.question_uses
        where question_uses.question_id = next_questions.question_id and question_uses.worth > 0
    )
