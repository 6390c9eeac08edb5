-- One row per customer and question: `allowed`, or the first hard rule that forbids it. A rule is
-- about the person before it is about the moment, so that the reason given is the lasting one.
create or replace temp view verdicts as
select
    customers.customer_id,
    question_values.place,
    known_attributes.known_at is not null as is_confirmation,
    question_values.base_value * question_values.answer_probability
    - asking.ask_burden
    - asking.recent_ask_burden * coalesce(paces.asks_of_90_days, 0) as expected_value,
    case
        when not question_values.is_active then 'switched_off'
        when coalesce(trim(question_values.used_by), '') = '' then 'nobody_uses_it'
        when question_values.sensitivity not in ('none', 'personal') then 'special_category'
        when coalesce(customers.has_profiling_objection, true) then 'objected_to_profiling'
        when
            known_attributes.known_at is not null
            and (
                question_values.expiry_days is null
                or known_attributes.known_at
                > asking.as_of_at - question_values.expiry_days * interval '1' day
            )
            then 'already_known'
        when not coalesce(
            case question_values.purpose
                when 'profiling' then customers.can_profile
                when 'personalisation' then customers.can_personalise
                when 'marketing' then customers.can_email or customers.can_sms or customers.can_push
            end, false
        ) then 'no_consent'
        when
            question_values.stages <> 'any'
            and position(
                '|' || coalesce(customers.lifecycle_stage, '') || '|'
                in '|' || question_values.stages || '|'
            ) = 0
            then 'wrong_stage'
        when
            coalesce(customers.understanding_level, 0) < question_values.min_understanding_level
            or question_values.generality
            > coalesce(customers.understanding_level, 0) + asking.generality_above_understanding
            then 'too_personal'
        when
            question_values.contexts <> 'any'
            and position(
                '|' || coalesce(customers.favourite_category, '') || '|'
                in '|' || question_values.contexts || '|'
            ) = 0
            then 'out_of_context'
        when channel_choices.channel is null then 'no_channel'
        when
            asks.last_unanswered_at
            > asking.as_of_at - question_values.cooldown_days * interval '1' day
            then 'refused_recently'
        when
            paces.last_asked_at
            > asking.as_of_at - asking.min_days_between_asks * interval '1' day
            then 'asked_just_now'
        when paces.asks_of_30_days >= asking.max_asks_per_30_days then 'asked_too_often'
        when
            question_values.base_value * question_values.answer_probability
            <= asking.ask_burden + asking.recent_ask_burden * coalesce(paces.asks_of_90_days, 0)
            then 'not_worth_its_burden'
        else 'allowed'
    end as rule
from marts.customers as customers
cross join question_values
cross join asking
inner join reachable_customers on customers.customer_id = reachable_customers.customer_id
left join channel_choices
    on
        reachable_customers.reach = channel_choices.reach
        and reachable_customers.preferred_channel is not distinct from channel_choices.preferred_channel
        and question_values.question_id = channel_choices.question_id
left join known_attributes
    on
        customers.customer_id = known_attributes.customer_id
        and question_values.attribute_name = known_attributes.attribute_name
left join asks
    on
        customers.customer_id = asks.customer_id
        and question_values.question_id = asks.question_id
left join paces on customers.customer_id = paces.customer_id;
