{# Unsubscribing, and calling a message spam, withdraw consent to e-mail marketing. #}
{{ config(enabled=var('email_enabled'), materialized='view') }}

with events as (
    select * from {{ ref('stg_email__events') }}
),

final as (
    select
        {{ dbt.concat(["'email:'", 'event_id']) }} as consent_id,
        'email' as source_name,
        source_record_id,
        'email' as identifier_type,
        recipient_email as identifier_value,
        'marketing' as purpose,
        'email' as channel,
        'denied' as decision,
        case event_type
            when 'unsubscribe' then 'unsubscribe_link' else event_type
        end as consent_source,
        cast(null as {{ dbt.type_string() }}) as text_version,
        {{ json_object({'message_id': 'message_id'}) }} as proof,
        occurred_at as decided_at,
        ingested_at
    from events
    where event_type in ('unsubscribe', 'spam_complaint')
)

select * from final
