-- One row per judged ask: by how much its outcome surprised, given how often its question had been
-- answered by then.
--
-- What was known of the question is the mean of a Beta posterior whose prior, the catalogue's
-- rate, is worth `responsiveness_prior_asks` asks. Only asks settled strictly before this one was
-- put count, so that nothing later leaks in.
create or replace temp table ask_surprises as
with moments as (
    select question_id, ask_id, asked_at as moment, null as answered
    from asks_judged
    union all by name
    select
        question_id,
        settled_at as moment,
        case when outcome = 'answered' then 1 else 0 end as answered
    from asks_judged
    where is_settled
),

known_then as (
    select
        ask_id,
        count(answered) over before_it as settled_count,
        coalesce(sum(answered) over before_it, 0) as answered_count
    from moments
    window before_it as (
        partition by question_id
        order by moment
        range between unbounded preceding and interval 1 microsecond preceding
    )
)

select
    asks_judged.ask_id,
    asks_judged.customer_id,
    asks_judged.judged_at,
    case when asks_judged.outcome = 'answered' then 1 else 0 end
    - (questions.base_answer_rate * learning.responsiveness_prior_asks + known_then.answered_count)
    / (learning.responsiveness_prior_asks + known_then.settled_count) as surprise
from asks_judged
inner join known_then on asks_judged.ask_id = known_then.ask_id
inner join rules.questions as questions on asks_judged.question_id = questions.question_id
cross join learning
where asks_judged.outcome is not null;
