{# Each message goes to a contact of that very customer on that very channel, who objects to
   nothing and agreed to what the trigger shows of them. #}
{{ config(meta={'dagster': {'ref': {'name': 'next_messages'}}}) }}

with next_messages as (
    select * from {{ ref('next_messages') }}
),

contacts as (
    select * from {{ ref('contacts') }}
),

triggers as (
    select * from {{ ref('triggers') }}
),

customer_consents as (
    select * from {{ ref('customer_consents') }}
    where is_granted
),

privacy_states as (
    select * from {{ ref('int_profile__privacy_states') }}
    where
        has_objection
        or has_erasure_request
),

final as (
    select
        next_messages.message_id,
        next_messages.customer_id,
        next_messages.trigger_id
    from next_messages
    left join contacts
        on
            next_messages.contact_id = contacts.contact_id
            and next_messages.customer_id = contacts.customer_id
            and next_messages.channel = contacts.channel
    left join triggers
        on next_messages.trigger_id = triggers.trigger_id
    left join customer_consents
        on
            next_messages.customer_id = customer_consents.customer_id
            and triggers.purpose = customer_consents.purpose
            and customer_consents.channel in ('any', next_messages.channel)
    left join privacy_states
        on next_messages.customer_id = privacy_states.customer_id
    where
        contacts.contact_id is null
        or customer_consents.customer_id is null
        or privacy_states.customer_id is not null
)

select * from final
