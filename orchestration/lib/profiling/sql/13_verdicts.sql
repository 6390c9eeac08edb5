-- One row per customer with a place this week for a question that only so many may be asked. Nobody has
-- one yet: the next step gives the places.
create or replace temp table week_places (customer_number integer, number integer);

-- What is true of the customers of one portion; nobody stands in it yet.
create or replace temp table portion as select * from standings where false;
create or replace temp table portion_assumptions as select * from numbered_assumptions where false;

-- One row per customer of the portion and question: `allowed`, or the first hard rule that forbids it. A rule is
-- about the person before it is about the moment, so that the reason given is the lasting one.
create or replace temp view verdicts as
with weighed as (
    select
        portion.*,
        catalogue_bits.number,
        catalogue_bits.bit,
        catalogue_bits.condition_bits,
        catalogue.worth,
        catalogue.contexts <> 'any' as needs_context,
        catalogue.asks_left_this_week is not null as is_capped,
        situation_questions.* exclude (situation, number),
        coalesce(portion_assumptions.was_known, false) as was_known,
        coalesce(portion_assumptions.was_known or portion_assumptions.confidence >= 0.5, false)
            as is_confirmation,
        least(
            state_gains.gain,
            catalogue.worth * (1 - coalesce(portion_assumptions.confidence, 0))
        ) as gain
    from portion
    inner join situation_questions on portion.situation = situation_questions.situation
    inner join catalogue_bits on situation_questions.number = catalogue_bits.number
    inner join catalogue on situation_questions.number = catalogue.number
    inner join state_gains
        on
            portion.state = state_gains.state
            and situation_questions.number = state_gains.number
    left join portion_assumptions
        on
            portion.customer_number = portion_assumptions.customer_number
            and situation_questions.number = portion_assumptions.number
),

likely as (
    select
        weighed.* exclude (answer_readiness, refusal_readiness),
        weighed.answer_readiness
        * case when weighed.was_known then exp(effects.answered_by_confirmation) else 1 end
            as answer_readiness,
        weighed.refusal_readiness
        * case when weighed.was_known then exp(effects.refused_by_confirmation) else 1 end
        * weighed.refusal_odds as refusal_odds_now
    from weighed
    cross join effects
),

valued as (
    select
        likely.*,
        likely.odds_0 * likely.answer_readiness / (1 + likely.odds_0 * likely.answer_readiness)
            as answer_probability,
        least(likely.gain * likely.factor_0, likely.worth) as expected_gain,
        likely.burden
        + asking.refusal_burden * likely.refusal_odds_now / (1 + likely.refusal_odds_now) as cost,
        asking.max_asks_per_30_days
    from likely
    cross join asking
)

select
    valued.*,
    valued.expected_gain * valued.answer_probability - valued.cost as expected_value,
    case
        when valued.first_rule is not null then valued.first_rule
        when valued.known & valued.bit <> 0 then 'already_known'::question_rule
        when valued.sure & valued.bit <> 0 then 'surely_inferred'::question_rule
        when valued.then_rule is not null then valued.then_rule
        when valued.condition_bits & ~valued.conditions_met <> 0 then 'waits_for_another'::question_rule
        when valued.needs_context and valued.contexts & valued.bit = 0 then 'out_of_context'::question_rule
        when valued.channel is null then 'no_channel'::question_rule
        when valued.cooling & valued.bit <> 0 then 'refused_recently'::question_rule
        when valued.was_asked_just_now then 'asked_just_now'::question_rule
        when valued.asks_of_30_days >= valued.max_asks_per_30_days then 'asked_too_often'::question_rule
        when valued.is_capped and week_places.customer_number is null then 'week_is_full'::question_rule
        when valued.expected_gain * valued.answer_probability <= valued.cost
            then 'not_worth_its_burden'::question_rule
        else 'allowed'::question_rule
    end as rule
from valued
left join week_places
    on
        valued.customer_number = week_places.customer_number
        and valued.number = week_places.number;
