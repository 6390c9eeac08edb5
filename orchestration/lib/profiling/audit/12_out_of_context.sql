-- A question that belongs to departments is asked beside one of them, of those who were seen there.
with asked as (
    select
        next_questions.customer_id,
        next_questions.question_id,
        next_questions.context,
        questions.contexts,
        coalesce(
            list_contains(string_split(questions.contexts, '|'), next_questions.context), false
        ) as is_of_the_question
    from engine.next_questions
    inner join rules.questions on next_questions.question_id = questions.question_id
),

seen as (
    select customer_id, favourite_category as category
    from marts.customers
    union all by name
    select customer_id, category
    from activity.int_activity__categories_viewed
    where
        last_viewed_at > $as_of - to_days((
            select cast(limit_value as integer)
            from rules.question_limits
            where limit_name = 'context_memory_days'
        ))
)

select
    'out_of_context' as rule,
    asked.customer_id,
    asked.question_id,
    coalesce(asked.context, 'no context') || ' for ' || asked.contexts as detail
from asked
where
    case
        when asked.contexts = 'any' then coalesce(asked.context, '') <> 'any'
        else
            not asked.is_of_the_question
            or not exists (
                select 1
                from seen
                where seen.customer_id = asked.customer_id and seen.category = asked.context
            )
    end
