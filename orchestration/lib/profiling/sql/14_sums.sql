-- What the portions of customers below add up to.
create or replace temp table week_wishes (
    customer_id varchar, customer_number integer, number integer
);
create or replace temp table next_questions as
select *, cast(null as double) as gain from engine.next_questions where false;
create or replace temp table verdict_counts (
    question_id varchar, blocked_rule varchar, customer_count bigint, expected_value double
);
