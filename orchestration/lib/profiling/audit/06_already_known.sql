-- What the profile holds, or the customer answered, is not asked again before it expires.
with asked as (
    select
        next_questions.customer_id,
        next_questions.question_id,
        questions.attribute_name,
        questions.expiry_days
    from engine.next_questions
    inner join rules.questions on next_questions.question_id = questions.question_id
),

known as (
    select
        asked.customer_id,
        asked.question_id,
        asked.expiry_days,
        int_profile__attributes_survived.occurred_at as known_at
    from asked
    inner join profile.int_profile__attributes_survived
        on
            asked.customer_id = int_profile__attributes_survived.customer_id
            and asked.attribute_name = int_profile__attributes_survived.attribute_name
    where int_profile__attributes_survived.attribute_value is not null
    union all by name
    select
        asked.customer_id,
        asked.question_id,
        asked.expiry_days,
        audited_asks.answered_at as known_at
    from asked
    inner join audited_asks
        on
            asked.customer_id = audited_asks.customer_id
            and asked.question_id = audited_asks.question_id
    where audited_asks.status = 'answered'
)

select
    'already_known' as rule,
    customer_id,
    question_id,
    coalesce('known since ' || known_at, 'known without a date') as detail
from known
where
    expiry_days is null
    or known_at is null
    or known_at + to_days(expiry_days) > $as_of
