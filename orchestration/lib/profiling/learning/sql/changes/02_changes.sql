-- One row per question with answers: by how much its uses changed their decisions, in shares of their
-- worth added up over the answers, and how much of that was expected.
--
-- A use decides by the value itself, or only by whether it is among `deciding_values`: then another value
-- on the same side changes nothing.
create or replace temp table changes as
with changed as (
    select
        answers_assumed.ask_id,
        answers_assumed.question_id,
        answers_assumed.expected_share,
        sum(
            question_uses.worth * case
                when coalesce(question_uses.deciding_values, '') = ''
                    then cast(answers_assumed.answer_value <> answers_assumed.assumed_value as integer)
                else cast(
                    list_contains(
                        string_split(question_uses.deciding_values, '|'), answers_assumed.answer_value
                    ) <> list_contains(
                        string_split(question_uses.deciding_values, '|'), answers_assumed.assumed_value
                    ) as integer
                )
            end
        ) / nullif(sum(question_uses.worth), 0) as changed_share
    from answers_assumed
    inner join rules.question_uses as question_uses
        on answers_assumed.question_id = question_uses.question_id
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
