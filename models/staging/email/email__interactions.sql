{{ config(enabled=var('email_enabled'), materialized='view') }}

with events as (
    select * from {{ ref('stg_email__events') }}
),

campaigns as (
    select * from {{ ref('stg_email__campaigns') }}
),

final as (
    select
        {{ dbt.concat(["'email:'", 'events.event_id']) }} as interaction_id,
        'email' as source_name,
        events.source_record_id,
        case events.event_type
            when 'send' then 'email_sent'
            when 'open' then 'email_opened'
            when 'click' then 'email_clicked'
            when 'bounce' then 'email_bounced'
            when 'unsubscribe' then 'email_unsubscribed'
            when 'spam_complaint' then 'email_complained'
            when 'holdout' then 'email_withheld'
        end as interaction_type,
        'email' as channel,
        'email' as identifier_type,
        events.recipient_email as identifier_value,
        events.campaign_id,
        campaigns.campaign_name,
        campaigns.campaign_kind,
        events.variant,
        events.message_id,
        campaigns.category as topic,
        events.bounce_type as status,
        cast(null as decimal(9, 2)) as rating,
        cast(null as {{ dbt.type_string() }}) as sentiment,
        events.is_machine,
        {{ json_object({
            'message_id': 'events.message_id',
            'url': 'events.url',
            'subject': 'campaigns.message_subject',
        }) }} as properties,
        events.occurred_at,
        events.ingested_at
    from events
    left join campaigns on events.campaign_id = campaigns.campaign_id
)

select * from final
