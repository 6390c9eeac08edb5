{# With the message of this run, no customer has had more than a limit allows in the window that
   ends now: campaigns received and messages chosen together. A message that was reported back
   under its trigger is looked at once. #}
{{ config(meta={'dagster': {'ref': {'name': 'next_messages'}}}) }}

with next_messages as (
    select * from {{ ref('next_messages') }}
),

triggers as (
    select * from {{ ref('triggers') }}
),

interactions_resolved as (
    select * from {{ ref('int_activity__interactions_resolved') }}
    where
        interaction_type in ('email_sent', 'sms_sent')
        and occurred_at <= {{ as_of() }}
),

contact_limits as (
    select * from {{ ref('contact_limits') }}
),

messages_chosen as (
    select * from {{ ref('int_activation__messages_chosen') }}
    where
        is_capped
        and chosen_at < {{ as_of() }}
),

customer_attributes as (
    select * from {{ ref('customer_attributes') }}
    where
        attribute_name = 'newsletter_frequency'
        and status = 'won'
),

campaigns as (
    select
        interactions_resolved.customer_id,
        interactions_resolved.channel,
        interactions_resolved.occurred_at as contacted_at
    from interactions_resolved
    left join triggers
        on interactions_resolved.campaign_id = triggers.trigger_id
    where triggers.trigger_id is null
),

contacts_received as (
    select
        customer_id,
        channel,
        contacted_at
    from campaigns

    union all

    select
        customer_id,
        channel,
        chosen_at as contacted_at
    from messages_chosen
),

final as (
    select
        next_messages.message_id,
        contact_limits.limit_id,
        contact_limits.max_messages,
        1 + count(contacts_received.contacted_at) as message_count
    from next_messages
    inner join triggers
        on
            next_messages.trigger_id = triggers.trigger_id
            and triggers.is_capped
    inner join contact_limits
        on contact_limits.channel in ('any', next_messages.channel)
    left join customer_attributes
        on
            next_messages.customer_id = customer_attributes.customer_id
            and contact_limits.declared_pace = customer_attributes.attribute_value
    left join contacts_received
        on
            next_messages.customer_id = contacts_received.customer_id
            and contact_limits.channel in ('any', contacts_received.channel)
            and contacts_received.contacted_at > {{ dbt.dateadd(
                'day', '-contact_limits.window_days', as_of()
            ) }}
    where
        contact_limits.declared_pace is null
        or customer_attributes.customer_id is not null
    group by next_messages.message_id, contact_limits.limit_id, contact_limits.max_messages
    having 1 + count(contacts_received.contacted_at) > contact_limits.max_messages
)

select * from final
