-- One row per guessable attribute and level of evidence: how many customers are guessed so, the
-- mean share of their behaviour that shows the guess, and how often it agreed with what the
-- customer answered.
--
-- A guess is made of behaviour alone, so the answer cannot agree with itself. The newest answer
-- counts.
create or replace temp table guesses_compared as
with answers as (
    select
        asks_judged.customer_id,
        questions.attribute_name,
        arg_max(asks_judged.answer_value, (asks_judged.asked_at, asks_judged.ask_id))
            as answer_value
    from asks_judged
    inner join rules.questions as questions on asks_judged.question_id = questions.question_id
    where asks_judged.answer_value is not null
    group by asks_judged.customer_id, questions.attribute_name
),

levels as (
    select guessed_attributes.attribute_name, evidence.evidence_level
    from rules.guessed_attributes as guessed_attributes
    cross join (values ('weak'), ('fair'), ('strong')) as evidence (evidence_level)
)

select
    levels.attribute_name,
    levels.evidence_level,
    avg(cast(customer_guesses.behaviour_share as decimal(18, 9))) as behaviour_share,
    count(answers.answer_value) as compared_count,
    count(answers.answer_value) filter (
        where lower(trim(answers.answer_value)) = lower(trim(customer_guesses.guessed_value))
    ) as agreed_count
from levels
left join customer_guesses
    on
        levels.attribute_name = customer_guesses.attribute_name
        and levels.evidence_level = customer_guesses.evidence_level
left join answers
    on
        customer_guesses.customer_id = answers.customer_id
        and customer_guesses.attribute_name = answers.attribute_name
group by levels.attribute_name, levels.evidence_level
order by levels.attribute_name, levels.evidence_level;
