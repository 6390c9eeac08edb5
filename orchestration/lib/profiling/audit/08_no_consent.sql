-- A question is asked only of those who agreed to the purpose that it serves.
with agreements as (
    select
        next_questions.customer_id,
        next_questions.question_id,
        questions.purpose,
        case questions.purpose
            when 'profiling' then coalesce(customers.can_profile, false)
            when 'personalisation' then coalesce(customers.can_personalise, false)
            when 'marketing' then
                coalesce(customers.can_email, false)
                or coalesce(customers.can_sms, false)
                or coalesce(customers.can_push, false)
            else false
        end as has_agreed
    from engine.next_questions
    inner join rules.questions on next_questions.question_id = questions.question_id
    inner join marts.customers on next_questions.customer_id = customers.customer_id
)

select
    'no_consent' as rule,
    customer_id,
    question_id,
    'no agreement to ' || coalesce(purpose, 'an unknown purpose') as detail
from agreements
where not has_agreed
