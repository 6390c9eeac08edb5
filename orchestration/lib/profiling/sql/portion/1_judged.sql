-- One row per customer of the portion and question, in few bytes. Equal values are told apart by the
-- question's number.
create or replace temp table judged as
select
    customer_number,
    cast(number as utinyint) as number,
    rule,
    expected_value - 1e-9 * number as preference
from verdicts;

insert into verdict_counts
select catalogue.question_id, judged.rule, count(*), sum(judged.preference)
from judged
inner join catalogue on judged.number = catalogue.number
group by catalogue.question_id, judged.rule;

-- One row per customer of the portion and question that is allowed.
create or replace temp table candidates as
select
    customer_id,
    customer_number,
    number,
    situation,
    channel,
    is_confirmation,
    was_known,
    expected_value,
    expected_value - 1e-9 * number as preference,
    expected_gain,
    answer_probability,
    answer_readiness,
    gain,
    worth,
    cost,
    asks_of_30_days
from verdicts
where rule = 'allowed';
