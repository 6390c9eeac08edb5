-- One row per time a question was put to a customer whom we know.
create or replace temp table asks as
select
    records_resolved.customer_id,
    answers.question_id,
    answers.status,
    answers.answer_value,
    answers.asked_at,
    coalesce(answers.answered_at, answers.asked_at) as ended_at
from input.input__answers as answers
inner join identity.int_identity__records_resolved as records_resolved
    on answers.source_record_id = records_resolved.source_record_id
where records_resolved.customer_id is not null;

-- One row per customer who was ever asked anything: the pace of asking. An ask dated after the run's
-- moment counts as recent, because a wrong clock is no reason to ask again.
create or replace temp table paces as
select
    asks.customer_id,
    max(asks.asked_at) as last_asked_at,
    count(*) filter (where asks.asked_at > asking.as_of_at - interval '30' day) as asks_of_30_days,
    count(*) filter (where asks.asked_at > asking.as_of_at - interval '90' day) as asks_of_90_days
from asks
cross join asking
group by asks.customer_id;
