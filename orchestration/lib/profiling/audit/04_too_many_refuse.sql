-- A question that too large a share of all asks surely refuses is asked of nobody: the lower end
-- of Wilson's 95 % interval (1927), over all customers and all time.
with rates as (
    select
        question_id,
        count(*) as asks,
        count(*) filter (where status = 'refused') / count(*) as refused_share
    from audited_asks
    group by question_id
),

bounds as (
    select
        question_id,
        (
            refused_share + 1.96 ** 2 / (2 * asks)
            - 1.96 * sqrt(refused_share * (1 - refused_share) / asks + (1.96 / (2 * asks)) ** 2)
        ) / (1 + 1.96 ** 2 / asks) as surely_refused_share
    from rates
)

select
    'too_many_refuse' as rule,
    next_questions.customer_id,
    next_questions.question_id,
    'surely refused by ' || round(bounds.surely_refused_share, 3) as detail
from engine.next_questions
inner join bounds on next_questions.question_id = bounds.question_id
where
    bounds.surely_refused_share > (
        select limit_value from rules.question_limits where limit_name = 'refusal_brake'
    )
