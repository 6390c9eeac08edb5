-- The tables that the next-question engine reads, with the columns that it reads of them.
create table rules.questions as
select * replace (
    cast(generality as integer) as generality,
    cast(min_understanding_level as integer) as min_understanding_level,
    cast(expiry_days as integer) as expiry_days,
    cast(cooldown_days as integer) as cooldown_days,
    cast(max_asks_per_week as integer) as max_asks_per_week,
    cast(base_answer_rate as double) as base_answer_rate,
    cast(base_refusal_rate as double) as base_refusal_rate,
    cast(is_active as boolean) as is_active
)
from read_csv('{rules}/questions.csv', all_varchar = true);
create table rules.question_limits as
select limit_name, cast(limit_value as double) as limit_value
from read_csv('{rules}/question_limits.csv', all_varchar = true);
create table rules.question_uses as
select * replace (cast(worth as double) as worth)
from read_csv('{rules}/question_uses.csv', all_varchar = true);
create table rules.question_prerequisites as
from read_csv('{rules}/question_prerequisites.csv', all_varchar = true);
create table rules.lifecycle_stages as
from read_csv('{rules}/lifecycle_stages.csv', all_varchar = true);
create table rules.preference_names as
from read_csv('{rules}/preference_names.csv', all_varchar = true);
create table rules.guessed_attributes as
from read_csv('{rules}/guessed_attributes.csv', all_varchar = true);

create table profile.int_profile__answers_offered as
select question_id, option_value
from read_csv('{rules}/question_options.csv', all_varchar = true);

create table input.run_clock (as_of_at timestamp);
create table input.input__answers (
    source_record_id varchar, question_id varchar, status varchar, answer_value varchar,
    channel varchar, asked_at timestamp, answered_at timestamp
);
create table identity.int_identity__records_resolved (
    source_record_id varchar, customer_id varchar
);
create table profile.int_profile__attributes_survived (
    customer_id varchar, attribute_name varchar, attribute_value varchar, value_kind varchar,
    occurred_at timestamp
);
create table profile.int_profile__preferences (
    customer_id varchar, preference_name varchar, preference_value varchar, is_declared boolean,
    sign_count bigint, behaviour_weight decimal(18, 4), behaviour_share double,
    behaviour_rank bigint, is_sure_by_behaviour boolean, last_seen_at timestamp
);
create table activity.int_activity__categories_viewed (
    customer_id varchar, category varchar, last_viewed_at timestamp
);
create table marts.customers (
    customer_id varchar, understanding_level integer, lifecycle_stage varchar,
    has_profiling_objection boolean, can_profile boolean, can_personalise boolean,
    can_email boolean, can_sms boolean, can_push boolean, email varchar, phone varchar,
    preferred_channel varchar, favourite_category varchar, favourite_brand varchar,
    nearest_store_id varchar, order_count integer, last_order_at timestamp,
    last_web_seen_at timestamp, last_app_seen_at timestamp, last_store_seen_at timestamp
);
create table marts.customer_lifecycle_history (
    customer_id varchar, lifecycle_stage varchar, entered_at timestamp, left_at timestamp
);

create table engine.next_questions (
    customer_id varchar, rank integer, question_id varchar, channel varchar, context varchar,
    is_confirmation boolean, assumed_value varchar, expected_value double, expected_gain double,
    answer_probability double, propensity double, runner_up_id varchar, wanted_question_id varchar,
    blocked_rule varchar, reason varchar, computed_at timestamp
);
create table engine.question_choices (
    as_of_at timestamp, customer_id varchar, rank integer, question_id varchar, channel varchar,
    context varchar, propensity double, expected_value double, expected_gain double,
    answer_probability double, assumed_value varchar
);
create table engine.trait_classes (class_number integer, log_weight double);
create table engine.trait_values (
    attribute_name varchar, attribute_value varchar, class_number integer, log_probability double
);
create table engine.response_cells (
    outcome varchar, question_id varchar, lifecycle_stage varchar, channel varchar, draw integer,
    log_odds double
);
create table engine.response_effects (outcome varchar, effect varchar, value double);
create table engine.customer_responses (customer_id varchar, responsiveness double);
create table engine.response_quality (
    outcome varchar, predictor varchar, measure varchar, value double, ask_count bigint,
    computed_at timestamp
);
create table engine.guess_reliability (
    attribute_name varchar, evidence_level varchar, confidence double, agreed_count bigint,
    compared_count bigint
);
create table engine.gain_factors (question_id varchar, draw integer, factor double);
create table engine.question_verdicts (
    question_id varchar, blocked_rule varchar, customer_count bigint, expected_value double,
    computed_at timestamp
);
