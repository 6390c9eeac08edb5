-- One row per customer with a question that is allowed: which one, and how likely it was to be this one.
--
-- Thompson's sampling (1933): each customer goes by one of the twenty draws of what may be true, and is
-- asked what would then be best. A small share is asked anything allowed that is worth its burden, so
-- that no question goes unmeasured. Both are lots drawn from the customer's id and the day, so a run
-- repeated decides the same; and the probability of the choice is known, not estimated.
create or replace temp table choices as
with drawn as (
    select
        candidates.customer_id,
        candidates.customer_number,
        candidates.number,
        candidates.preference,
        {values}
    from candidates
    inner join situation_questions
        on
            candidates.situation = situation_questions.situation
            and candidates.number = situation_questions.number
),

ranked as (
    select
        drawn.customer_id,
        drawn.customer_number,
        list(drawn.number order by drawn.preference desc) as numbers,
        [{best_of_draws}] as best_of_draws
    from drawn
    group by drawn.customer_id, drawn.customer_number
),

lots as (
    select
        ranked.*,
        len(ranked.numbers) as candidate_count,
        len(ranked.best_of_draws) as draw_count,
        asking.exploration_share,
        md5_number_lower(ranked.customer_id || 'draw' || cast(asking.as_of_at as date)) as draw_lot,
        md5_number_lower(ranked.customer_id || 'explore' || cast(asking.as_of_at as date))
            as exploration_lot
    from ranked
    cross join asking
),

chosen as (
    select
        *,
        case
            when exploration_lot % 10000 < 10000 * exploration_share
                then numbers[1 + cast((exploration_lot // 10000) % candidate_count as integer)]
            else best_of_draws[1 + cast(draw_lot % draw_count as integer)]
        end as number
    from lots
)

select
    customer_id,
    customer_number,
    number,
    (1 - exploration_share)
    * len(list_filter(best_of_draws, lambda best: best = number)) / draw_count
    + exploration_share / candidate_count as propensity,
    list_filter(numbers, lambda candidate: candidate <> number) as others
from chosen;
