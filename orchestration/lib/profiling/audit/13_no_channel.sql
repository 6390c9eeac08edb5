-- A question is asked where the catalogue allows it and where the customer can be met.
with places as (
    select
        next_questions.customer_id,
        next_questions.question_id,
        next_questions.channel,
        coalesce(
            list_contains(string_split(questions.channels, '|'), next_questions.channel), false
        ) as is_of_the_question,
        case next_questions.channel
            when 'web' then customers.last_web_seen_at
            when 'app' then customers.last_app_seen_at
            when 'store' then customers.last_store_seen_at
        end as last_seen_at,
        case next_questions.channel
            when 'email' then customers.can_email and customers.email is not null
            when 'call' then customers.can_sms and customers.phone is not null
        end as may_be_reached
    from engine.next_questions
    inner join rules.questions on next_questions.question_id = questions.question_id
    inner join marts.customers on next_questions.customer_id = customers.customer_id
),

meetings as (
    select
        *,
        coalesce(
            last_seen_at > $as_of - to_days((
                select cast(limit_value as integer)
                from rules.question_limits
                where limit_name = 'channel_memory_days'
            )),
            false
        ) as was_met
    from places
)

select
    'no_channel' as rule,
    customer_id,
    question_id,
    coalesce(channel, 'no channel') as detail
from meetings
where not is_of_the_question or not (was_met or coalesce(may_be_reached, false))
