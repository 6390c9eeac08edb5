-- One row per customer of the portion and question. Equal values are told apart by the question's number.
create or replace temp table judged as
select
    customer_id,
    customer_number,
    number,
    situation,
    rule,
    channel,
    is_confirmation,
    was_known,
    expected_value,
    expected_value - 1e-9 * number as preference,
    expected_gain,
    answer_probability,
    answer_readiness,
    gain,
    cost,
    asks_of_30_days
from verdicts
where customer_number > $after and customer_number <= $until;

insert into verdict_counts
select
    catalogue.question_id, judged.rule, count(*), sum(judged.expected_value)
from judged
inner join catalogue on judged.number = catalogue.number
group by catalogue.question_id, judged.rule;
