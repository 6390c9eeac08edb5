-- One row per situation and question: the rules above, and the odds of an answer and of a refusal: as
-- they are most likely (0), and in twenty draws of what they may be. Where nothing was learned, the
-- catalogue's own rates hold. Where the customer cannot be reached, the question's first channel stands
-- in, so that the worth of what is held back can be told.
create or replace temp table situation_questions as
with learned as (
    select *
    from (
        select
            question_id,
            lifecycle_stage,
            channel,
            case when outcome = 'answered' then 'odds_' || draw else 'refusal_odds' end as figure,
            exp(log_odds) as odds
        from engine.response_cells
        where outcome = 'answered' or draw = 0
    ) as figures
    pivot (max(odds) for figure in ({odds_names}, 'refusal_odds'))
),

factors as (
    select *
    from (select question_id, 'factor_' || draw as figure, factor from engine.gain_factors) as figures
    pivot (max(factor) for figure in ({factor_names}))
)

select
    situation_rules.situation,
    situation_rules.number,
    situation_rules.channel,
    situation_rules.first_rule,
    situation_rules.then_rule,
    coalesce(
        learned.refusal_odds, catalogue.base_refusal_rate / (1 - catalogue.base_refusal_rate)
    ) as refusal_odds,
    {odds},
    {factors}
from situation_rules
inner join catalogue on situation_rules.number = catalogue.number
left join learned
    on
        catalogue.question_id = learned.question_id
        and situation_rules.lifecycle_stage = learned.lifecycle_stage
        and coalesce(situation_rules.channel, split_part(catalogue.channels, '|', 1)) = learned.channel
left join factors on catalogue.question_id = factors.question_id;
