-- One row per customer: all about them that is one of a few values, and the channels where they can be
-- asked, by where they were seen of late and by which contact points they opened to us.
create or replace temp table customer_situations as
select
    customers.customer_id,
    coalesce(customers.lifecycle_stage, '') as lifecycle_stage,
    coalesce(customers.understanding_level, 0) as understanding_level,
    coalesce(customers.has_profiling_objection, true) as has_objected,
    coalesce(customers.can_profile, false) as can_profile,
    coalesce(customers.can_personalise, false) as can_personalise,
    coalesce(customers.can_email, false) or coalesce(customers.can_sms, false)
    or coalesce(customers.can_push, false) as can_market,
    coalesce(customers.preferred_channel, '') as preferred_channel,
    case when customers.last_web_seen_at > asking.as_of_at - asking.channel_memory_days * interval '1' day
        then '|web|' else '' end
    || case when customers.last_app_seen_at > asking.as_of_at - asking.channel_memory_days * interval '1' day
        then '|app|' else '' end
    || case when customers.last_store_seen_at > asking.as_of_at - asking.channel_memory_days * interval '1' day
        then '|store|' else '' end
    || case when customers.can_email and customers.email is not null then '|email|' else '' end
    || case when customers.can_sms and customers.phone is not null then '|call|' else '' end as reach
from marts.customers as customers
cross join asking;

create or replace temp table situations as
select
    row_number() over (
        order by
            lifecycle_stage, understanding_level, has_objected, can_profile, can_personalise, can_market,
            preferred_channel, reach
    ) as situation,
    *
from (select distinct * exclude (customer_id) from customer_situations) as kinds;

-- One row per situation and question: the channel (the customer's own wins, else the question's first),
-- and the rules that follow from the situation alone. `first_rule` speaks before what is known of the
-- customer, `then_rule` after it.
create or replace temp table situation_rules as
with offers as (
    select
        situations.situation,
        catalogue.number,
        arg_min(
            channels.channel,
            (
                case when channels.channel = situations.preferred_channel then 0 else 1 end,
                position('|' || channels.channel || '|' in '|' || catalogue.channels || '|')
            )
        ) as channel
    from situations
    cross join catalogue
    cross join (values ('web'), ('app'), ('store'), ('email'), ('call')) as channels (channel)
    where
        position('|' || channels.channel || '|' in '|' || catalogue.channels || '|') > 0
        and position('|' || channels.channel || '|' in situations.reach) > 0
    group by situations.situation, catalogue.number
)

select
    situations.situation,
    situations.lifecycle_stage,
    catalogue.number,
    offers.channel,
    cast(
        coalesce(catalogue.rule, case when situations.has_objected then 'objected_to_profiling' end)
        as question_rule
    ) as first_rule,
    cast(case
        when not coalesce(
            case catalogue.purpose
                when 'profiling' then situations.can_profile
                when 'personalisation' then situations.can_personalise
                when 'marketing' then situations.can_market
            end, false
        ) then 'no_consent'
        when
            catalogue.stages <> 'any'
            and position('|' || situations.lifecycle_stage || '|' in '|' || catalogue.stages || '|') = 0
            then 'wrong_stage'
        when
            situations.understanding_level < catalogue.min_understanding_level
            or catalogue.generality
            > situations.understanding_level + asking.generality_above_understanding
            then 'too_personal'
    end as question_rule) as then_rule
from situations
cross join catalogue
cross join asking
left join offers on situations.situation = offers.situation and catalogue.number = offers.number;
