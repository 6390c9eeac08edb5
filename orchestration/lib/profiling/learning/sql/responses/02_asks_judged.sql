-- One row per ask of a profiled customer up to the moment of the run, with what became of it.
--
-- An ask has an outcome once it is answered or refused, and else after `answer_days` of silence:
-- before, nobody can tell whether it is ignored (it is right-censored), so `outcome` is null. An
-- answer that comes later than that finds the ask already judged: its outcome never changes.
-- Shares of answers count settled asks only, those that had all the days to be answered: among
-- younger ones the quick answers are known and the silences are not.
create or replace temp table asks_judged as
with reactions as (
    select
        answers.source_record_id as ask_id,
        records_resolved.customer_id,
        answers.question_id,
        coalesce(answers.channel, '') as channel,
        answers.status,
        answers.answer_value,
        answers.asked_at,
        answers.asked_at + to_hours(cast(24 * learning.answer_days as integer)) as silent_at,
        case
            when answers.status <> 'asked'
                then greatest(coalesce(answers.answered_at, answers.asked_at), answers.asked_at)
        end as reacted_at,
        learning.as_of_at
    from input.input__answers as answers
    inner join identity.int_identity__records_resolved as records_resolved
        on answers.source_record_id = records_resolved.source_record_id
    inner join marts.customers as customers
        on records_resolved.customer_id = customers.customer_id
    cross join learning
    where
        answers.asked_at <= learning.as_of_at
        and not coalesce(customers.has_profiling_objection, true)
),

judged as (
    select
        *,
        coalesce(reacted_at <= silent_at, false) as is_reaction,
        least(coalesce(reacted_at, silent_at), silent_at) as judged_at
    from reactions
)

select
    ask_id,
    customer_id,
    question_id,
    channel,
    asked_at,
    silent_at as settled_at,
    silent_at <= as_of_at as is_settled,
    case when judged_at <= as_of_at then judged_at end as judged_at,
    case
        when judged_at > as_of_at then null
        when is_reaction then status
        else 'ignored'
    end as outcome,
    case when judged_at <= as_of_at and is_reaction and status = 'answered' then answer_value end
        as answer_value
from judged;
