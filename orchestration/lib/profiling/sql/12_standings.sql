-- One row per customer: everything that a verdict needs to know of them.
create or replace temp table standings as
select
    customer_situations.customer_id,
    -- Customers who are alike stand beside each other, so that a portion needs few of the tables below.
    cast(row_number() over (
        order by situations.situation, coalesce(states.state, 0), customer_situations.customer_id
    ) as integer) as customer_number,
    situations.situation,
    coalesce(states.state, 0) as state,
    coalesce(known_masks.known, 0) | coalesce(answered_masks.known, 0) as known,
    coalesce(sure_masks.sure, 0) as sure,
    coalesce(answered_masks.cooling, 0) as cooling,
    coalesce(context_masks.contexts, 0) as contexts,
    coalesce(condition_masks.met, 0) | (always.met & ~coalesce(condition_masks.touched, 0))
        as conditions_met,
    coalesce(
        paces.last_asked_at > asking.as_of_at - asking.min_days_between_asks * interval '1' day, false
    ) as was_asked_just_now,
    coalesce(paces.asks_of_30_days, 0) as asks_of_30_days,
    coalesce(paces.asks_of_90_days, 0) as asks_of_90_days,
    asking.ask_burden + asking.recent_ask_burden * coalesce(paces.asks_of_90_days, 0) as burden,
    exp(
        effects.answered_by_responsiveness * coalesce(customer_responses.responsiveness, 0)
        + effects.answered_by_asks * least(coalesce(paces.asks_of_90_days, 0), 10)
    ) as answer_readiness,
    exp(
        effects.refused_by_responsiveness * coalesce(customer_responses.responsiveness, 0)
        + effects.refused_by_asks * least(coalesce(paces.asks_of_90_days, 0), 10)
    ) as refusal_readiness
from customer_situations
cross join asking
cross join effects
-- A condition that an unknown value cannot break is met by everybody of whom nothing is known.
cross join (
    select coalesce(bit_or(case when condition = 'is_not' then condition_bit end), 0) as met
    from conditions
) as always
inner join situations
    on
        customer_situations.lifecycle_stage = situations.lifecycle_stage
        and customer_situations.understanding_level = situations.understanding_level
        and customer_situations.has_objected = situations.has_objected
        and customer_situations.can_profile = situations.can_profile
        and customer_situations.can_personalise = situations.can_personalise
        and customer_situations.can_market = situations.can_market
        and customer_situations.preferred_channel = situations.preferred_channel
        and customer_situations.reach = situations.reach
left join customer_states on customer_situations.customer_id = customer_states.customer_id
left join states on customer_states.tenths = states.tenths
left join known_masks on customer_situations.customer_id = known_masks.customer_id
left join answered_masks on customer_situations.customer_id = answered_masks.customer_id
left join sure_masks on customer_situations.customer_id = sure_masks.customer_id
left join context_masks on customer_situations.customer_id = context_masks.customer_id
left join condition_masks on customer_situations.customer_id = condition_masks.customer_id
left join paces on customer_situations.customer_id = paces.customer_id
left join engine.customer_responses as customer_responses
    on customer_situations.customer_id = customer_responses.customer_id;

-- The same assumptions by the customer's number, which joins faster than an id, and in its order, so that
-- a portion of customers finds its own without looking through all.
create or replace temp table numbered_assumptions as
select
    standings.customer_number,
    assumptions.number,
    assumptions.confidence,
    assumptions.was_known,
    assumptions.assumed_value
from assumptions
inner join standings on assumptions.customer_id = standings.customer_id
order by standings.customer_number;

-- One row per customer and question that belongs to a context: the one to ask it in.
create or replace temp table question_contexts as
select
    standings.customer_number,
    catalogue.number,
    arg_max(
        customer_contexts.category, (customer_contexts.seen_at, customer_contexts.category)
    ) as context
from customer_contexts
inner join catalogue
    on position('|' || customer_contexts.category || '|' in '|' || catalogue.contexts || '|') > 0
inner join standings on customer_contexts.customer_id = standings.customer_id
group by standings.customer_number, catalogue.number;
