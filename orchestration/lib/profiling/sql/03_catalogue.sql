-- One row per question: its number, what its answers are worth to those who use them, and the rule, if
-- any, that forbids it to everybody.
--
-- A question that people refuse puts on its own brake: the lower bound of Wilson's interval (1927, 95 %)
-- for its share of refusals is held against the limit.
create or replace temp table catalogue as
with worths as (
    select question_id, sum(worth) as worth, string_agg(use_name, ', ' order by worth desc, use_name) as uses
    from rules.question_uses
    where worth > 0
    group by question_id
),

measured as (
    select
        question_id,
        count(*) as ask_count,
        count(*) filter (where status = 'refused') / count(*) as refusal_share,
        count(*) filter (where asked_at > as_of_at - interval '7' day) as asks_of_7_days
    from input.input__answers
    cross join asking
    group by question_id
),

braked as (
    select
        question_id,
        asks_of_7_days,
        (
            refusal_share + 1.96 * 1.96 / (2 * ask_count)
            - 1.96 * sqrt(
                refusal_share * (1 - refusal_share) / ask_count
                + 1.96 * 1.96 / (4.0 * ask_count * ask_count)
            )
        ) / (1 + 1.96 * 1.96 / ask_count) as least_refusal_share
    from measured
)

select
    questions.*,
    cast(row_number() over (order by questions.question_id) - 1 as integer) as number,
    coalesce(worths.worth, 0) as worth,
    worths.uses,
    questions.max_asks_per_week - coalesce(braked.asks_of_7_days, 0) as asks_left_this_week,
    case
        when not coalesce(questions.is_active, false) then 'switched_off'
        when worths.worth is null then 'nobody_uses_it'
        when coalesce(questions.sensitivity, '') not in ('none', 'personal') then 'special_category'
        when braked.least_refusal_share > asking.refusal_brake then 'too_many_refuse'
    end as rule
from rules.questions as questions
cross join asking
left join worths on questions.question_id = worths.question_id
left join braked on questions.question_id = braked.question_id;
