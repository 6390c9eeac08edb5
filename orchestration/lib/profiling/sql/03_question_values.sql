-- One row per question: how often it is answered, and its place when nothing forbids it.
--
-- The answer rate is the mean of a Beta posterior: the catalogue's expected rate weighs as much as
-- `prior_asks` asks, and every measured ask adds one. So a new question starts from the expectation, and
-- a question that people leave unanswered sinks by itself.
create or replace temp table question_values as
with measured as (
    select
        question_id,
        count(*) as asks,
        sum(case when status = 'answered' then 1 else 0 end) as answers
    from input.input__answers
    group by question_id
),

rated as (
    select
        questions.*,
        (questions.base_answer_rate * asking.prior_asks + coalesce(measured.answers, 0))
        / (asking.prior_asks + coalesce(measured.asks, 0)) as answer_probability
    from rules.questions as questions
    cross join asking
    left join measured on questions.question_id = measured.question_id
)

select
    rated.*,
    row_number() over (
        order by rated.base_value * rated.answer_probability desc nulls last, rated.question_id
    ) as place
from rated;
