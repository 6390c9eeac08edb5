{# What the limits count: campaigns that a customer was sent, and triggered messages that other
   runs chose. A message that the sender reports back under its trigger is the chosen one, not
   another. #}
with interactions_resolved as (
    select * from {{ ref('int_activity__interactions_resolved') }}
    where
        customer_id is not null
        and interaction_type in ('email_sent', 'sms_sent')
        and occurred_at <= {{ as_of() }}
),

messages_before as (
    select * from {{ ref('int_activation__messages_before') }}
),

reported as (
    select interactions_resolved.interaction_id
    from interactions_resolved
    inner join messages_before
        on
            interactions_resolved.customer_id = messages_before.customer_id
            and interactions_resolved.channel = messages_before.channel
            and interactions_resolved.campaign_id = messages_before.trigger_id
            and interactions_resolved.occurred_at >= messages_before.chosen_at
            and interactions_resolved.occurred_at <= messages_before.expires_at
    group by interactions_resolved.interaction_id
),

final as (
    select
        interactions_resolved.customer_id,
        interactions_resolved.channel,
        interactions_resolved.interaction_id as contact_key,
        interactions_resolved.occurred_at as contacted_at
    from interactions_resolved
    left join reported
        on interactions_resolved.interaction_id = reported.interaction_id
    where reported.interaction_id is null

    union all

    select
        customer_id,
        channel,
        message_id as contact_key,
        chosen_at as contacted_at
    from messages_before
    where
        is_capped
        and chosen_at <> {{ as_of() }}
)

select * from final
