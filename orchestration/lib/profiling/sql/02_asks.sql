-- One row per customer and question that was ever put to them: when last, and how it ended.
create or replace temp table asks as
select
    records_resolved.customer_id,
    answers.question_id,
    max(answers.asked_at) as last_asked_at,
    max(case when answers.status = 'answered' then coalesce(answers.answered_at, answers.asked_at) end)
        as last_answered_at,
    max(case when answers.status <> 'answered' then answers.asked_at end) as last_unanswered_at
from input.input__answers as answers
inner join identity.int_identity__records_resolved as records_resolved
    on answers.source_record_id = records_resolved.source_record_id
group by records_resolved.customer_id, answers.question_id;

-- One row per customer who was ever asked anything: the pace of asking. An ask dated after the run's
-- moment counts as recent, because a wrong clock is no reason to ask again.
create or replace temp table paces as
select
    records_resolved.customer_id,
    max(answers.asked_at) as last_asked_at,
    sum(case when answers.asked_at > asking.as_of_at - interval '30' day then 1 else 0 end)
        as asks_of_30_days,
    sum(case when answers.asked_at > asking.as_of_at - interval '90' day then 1 else 0 end)
        as asks_of_90_days
from input.input__answers as answers
inner join identity.int_identity__records_resolved as records_resolved
    on answers.source_record_id = records_resolved.source_record_id
cross join asking
group by records_resolved.customer_id;
