-- What behaviour shows surely enough is not asked for, unless being wrong would cost much. How sure
-- a guess is has been learned, by attribute and strength of evidence; where nothing has been
-- learned of it, nothing is sure.
with limits as (
    select
        max(limit_value) filter (where limit_name = 'guess_fair_signs') as fair_signs,
        max(limit_value) filter (where limit_name = 'guess_fair_share') as fair_share,
        max(limit_value) filter (where limit_name = 'guess_strong_signs') as strong_signs,
        max(limit_value) filter (where limit_name = 'guess_strong_share') as strong_share,
        max(limit_value) filter (where limit_name = 'sure_guess_confidence') as sure_confidence,
        max(limit_value) filter (where limit_name = 'costly_doubt') as costly_doubt
    from rules.question_limits
),

worths as (
    select question_id, sum(worth) as worth
    from rules.question_uses
    group by question_id
),

shown as (
    select
        next_questions.customer_id,
        next_questions.question_id,
        questions.attribute_name,
        worths.worth,
        int_profile__preferences.preference_value,
        int_profile__preferences.sign_count,
        int_profile__preferences.behaviour_share
    from engine.next_questions
    inner join rules.questions on next_questions.question_id = questions.question_id
    inner join worths on next_questions.question_id = worths.question_id
    inner join rules.guessed_attributes
        on questions.attribute_name = guessed_attributes.attribute_name
    inner join profile.int_profile__preferences
        on
            next_questions.customer_id = int_profile__preferences.customer_id
            and guessed_attributes.preference_name = int_profile__preferences.preference_name
    where
        int_profile__preferences.behaviour_share is not null
        and case guessed_attributes.value_kind
            when 'any' then true
            when 'number' then regexp_matches(int_profile__preferences.preference_value, '^[0-9]')
            when 'text' then not regexp_matches(int_profile__preferences.preference_value, '^[0-9]')
            else false
        end
    qualify
        row_number() over (
            partition by next_questions.customer_id, next_questions.question_id
            order by int_profile__preferences.behaviour_rank asc nulls last
        ) = 1
),

levels as (
    select
        shown.*,
        limits.sure_confidence,
        limits.costly_doubt,
        case
            when
                shown.sign_count >= limits.strong_signs
                and shown.behaviour_share >= limits.strong_share
                then 'strong'
            when
                shown.sign_count >= limits.fair_signs
                and shown.behaviour_share >= limits.fair_share
                then 'fair'
            else 'weak'
        end as evidence_level
    from shown
    cross join limits
)

select
    'surely_inferred' as rule,
    levels.customer_id,
    levels.question_id,
    levels.evidence_level || ' evidence, right in ' || round(guess_reliability.confidence, 3)
        as detail
from levels
inner join engine.guess_reliability
    on
        levels.attribute_name = guess_reliability.attribute_name
        and levels.evidence_level = guess_reliability.evidence_level
where
    guess_reliability.confidence >= levels.sure_confidence
    and levels.worth * (1 - guess_reliability.confidence) <= levels.costly_doubt
