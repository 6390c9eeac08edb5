-- One row per answer: what had been assumed before it, and how likely a change was held to be.
--
-- Where the engine chose the ask, its log says both. Else the guess by behaviour is what would
-- have been assumed, or the commonest answer to the question so far, whose share is counted as if
-- one more answer had been another. An answer before which nothing could be assumed is left out.
create or replace temp table answers_assumed as
with answers as (
    select asks_judged.*, questions.attribute_name
    from asks_judged
    inner join rules.questions as questions on asks_judged.question_id = questions.question_id
    where asks_judged.answer_value is not null
),

counted as (
    select
        question_id,
        answer_value,
        judged_at,
        row_number() over (partition by question_id order by judged_at, ask_id) as answer_count,
        row_number() over (partition by question_id, answer_value order by judged_at, ask_id)
            as value_count
    from answers
),

-- Counts only grow, so the value that was first to be counted so often is the commonest from then on,
-- until another overtakes it.
leaders as (
    select question_id, answer_value, value_count
    from counted
    qualify row_number() over (
        partition by question_id, value_count order by answer_count
    ) = 1
),

so_far as (
    select
        question_id,
        judged_at,
        max(value_count) as value_count,
        max(answer_count) as answer_count
    from (
        select
            question_id,
            judged_at,
            answer_count,
            max(value_count) over (partition by question_id order by answer_count) as value_count
        from counted
    ) as running
    group by question_id, judged_at
),

commonest as (
    select
        so_far.question_id,
        so_far.judged_at,
        leaders.answer_value,
        cast(so_far.value_count as double) / (so_far.answer_count + 1) as value_share
    from so_far
    inner join leaders
        on so_far.question_id = leaders.question_id and so_far.value_count = leaders.value_count
),

worths as (
    select question_id, sum(worth) as worth
    from rules.question_uses
    group by question_id
)

select
    answers.ask_id,
    answers.question_id,
    answers.answer_value,
    coalesce(choices.assumed_value, guesses.guessed_value, commonest.answer_value) as assumed_value,
    case
        when choices.assumed_value is not null then choices.expected_gain / nullif(worths.worth, 0)
        when guesses.guessed_value is not null then 1 - learned_reliability.confidence
        else 1 - commonest.value_share
    end as expected_share
from answers
left join worths on answers.question_id = worths.question_id
asof left join engine.question_choices as choices
    on
        answers.customer_id = choices.customer_id
        and answers.question_id = choices.question_id
        and answers.asked_at >= choices.as_of_at
left join customer_guesses as guesses
    on
        answers.customer_id = guesses.customer_id
        and answers.attribute_name = guesses.attribute_name
left join learned_reliability
    on
        guesses.attribute_name = learned_reliability.attribute_name
        and guesses.evidence_level = learned_reliability.evidence_level
asof left join commonest
    on answers.question_id = commonest.question_id and answers.asked_at > commonest.judged_at
where coalesce(choices.assumed_value, guesses.guessed_value, commonest.answer_value) is not null;
