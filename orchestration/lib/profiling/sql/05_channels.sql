-- One row per customer: the channels in which they can be asked, by where they were seen of late and
-- by which contact points they opened to us.
create or replace temp table reachable_customers as
select
    customers.customer_id,
    customers.preferred_channel,
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

-- One row per set of channels, preference and question: the channel it would be asked in. The
-- customer's own channel wins, else the question's first.
create or replace temp table channel_choices as
with ways as (
    select reach, preferred_channel
    from reachable_customers
    group by reach, preferred_channel
),

offers as (
    select
        ways.reach,
        ways.preferred_channel,
        question_values.question_id,
        channels.channel,
        row_number() over (
            partition by ways.reach, ways.preferred_channel, question_values.question_id
            order by
                case when channels.channel = ways.preferred_channel then 0 else 1 end,
                position(channels.channel in question_values.channels),
                channels.channel
        ) as choice
    from ways
    cross join question_values
    cross join (values ('web'), ('app'), ('store'), ('email'), ('call')) as channels (channel)
    where
        position('|' || channels.channel || '|' in '|' || question_values.channels || '|') > 0
        and position('|' || channels.channel || '|' in ways.reach) > 0
)

select reach, preferred_channel, question_id, channel
from offers
where choice = 1;
