-- One row per question with answers: by how much its uses changed their decisions, in shares of their
-- worth added up over the answers, and how much of that was expected.
--
-- A use decides by the value itself, or only by whether it is among `deciding_values`: then another
-- value on the same side changes nothing.
create or replace temp table changes as
with uses as (
    select
        question_id,
        worth,
        string_split(nullif(deciding_values, ''), '|') as deciding_values
    from rules.question_uses
),

changed as (
    select
        answers_assumed.ask_id,
        answers_assumed.question_id,
        answers_assumed.expected_share,
        sum(
            case
                when uses.deciding_values is null
                    then cast(answers_assumed.answer_value <> answers_assumed.assumed_value as integer)
                else cast(
                    list_contains(uses.deciding_values, answers_assumed.answer_value)
                    <> list_contains(uses.deciding_values, answers_assumed.assumed_value) as integer
                )
            end * uses.worth
        ) / nullif(sum(uses.worth), 0) as changed_share
    from answers_assumed
    inner join uses on answers_assumed.question_id = uses.question_id
    group by
        answers_assumed.ask_id, answers_assumed.question_id, answers_assumed.expected_share
)

select
    question_id,
    count(*) as answer_count,
    cast(sum(cast(changed_share as decimal(18, 9))) as double) as changed,
    cast(sum(cast(greatest(least(expected_share, 1), 0) as decimal(18, 9))) as double) as expected
from changed
where changed_share is not null and expected_share is not null
group by question_id
order by question_id;
