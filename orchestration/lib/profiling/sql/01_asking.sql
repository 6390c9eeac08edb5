-- The hard rules, in the order in which a reason is given; what is allowed comes last.
create or replace temp type question_rule as enum (
    'switched_off', 'nobody_uses_it', 'special_category', 'too_many_refuse', 'objected_to_profiling',
    'already_known', 'surely_inferred', 'no_consent', 'wrong_stage', 'too_personal',
    'waits_for_another', 'out_of_context', 'no_channel', 'refused_recently', 'asked_just_now',
    'asked_too_often', 'week_is_full', 'not_worth_its_burden', 'allowed'
);

-- What holds for every customer of this run: the moment it describes, the limits of asking, and what
-- was learned of how people answer.
create or replace temp table asking as
select
    cast($as_of as timestamp) as as_of_at,
    max(case when limit_name = 'min_days_between_asks' then limit_value end) as min_days_between_asks,
    max(case when limit_name = 'max_asks_per_30_days' then limit_value end) as max_asks_per_30_days,
    max(case when limit_name = 'generality_above_understanding' then limit_value end)
        as generality_above_understanding,
    max(case when limit_name = 'ask_burden' then limit_value end) as ask_burden,
    max(case when limit_name = 'recent_ask_burden' then limit_value end) as recent_ask_burden,
    max(case when limit_name = 'refusal_burden' then limit_value end) as refusal_burden,
    max(case when limit_name = 'channel_memory_days' then limit_value end) as channel_memory_days,
    max(case when limit_name = 'context_memory_days' then limit_value end) as context_memory_days,
    max(case when limit_name = 'asks_per_form' then limit_value end) as asks_per_form,
    max(case when limit_name = 'sure_guess_confidence' then limit_value end) as sure_guess_confidence,
    max(case when limit_name = 'costly_doubt' then limit_value end) as costly_doubt,
    max(case when limit_name = 'hold_at_expiry' then limit_value end) as hold_at_expiry,
    max(case when limit_name = 'exploration_share' then limit_value end) as exploration_share,
    max(case when limit_name = 'refusal_brake' then limit_value end) as refusal_brake,
    max(case when limit_name = 'generality_kept_apart' then limit_value end) as generality_kept_apart
from rules.question_limits;

-- One row: what every unit of a customer's own figures adds to the log odds of an answer and of a
-- refusal.
create or replace temp table effects as
select
    coalesce(max(case when outcome = 'answered' and effect = 'responsiveness' then value end), 0)
        as answered_by_responsiveness,
    coalesce(max(case when outcome = 'answered' and effect = 'asks_of_90_days' then value end), 0)
        as answered_by_asks,
    coalesce(max(case when outcome = 'answered' and effect = 'is_confirmation' then value end), 0)
        as answered_by_confirmation,
    coalesce(max(case when outcome = 'refused' and effect = 'responsiveness' then value end), 0)
        as refused_by_responsiveness,
    coalesce(max(case when outcome = 'refused' and effect = 'asks_of_90_days' then value end), 0)
        as refused_by_asks,
    coalesce(max(case when outcome = 'refused' and effect = 'is_confirmation' then value end), 0)
        as refused_by_confirmation
from engine.response_effects;
