{# The first page after an e-mail click carries the token of the message's links, which ties the
   browser to the address the message was sent to. A token that two addresses share proves
   nothing. The record is named after the call but is not the call: who was signed in on that page
   is another matter. #}
{{ config(enabled=var('email_enabled') and var('web_enabled'), materialized='view') }}

with tokens as (
    select
        click_token,
        min(recipient_email) as recipient_email
    from {{ ref('stg_email__events') }}
    where click_token is not null and event_type = 'send'
    group by click_token
    having count(distinct recipient_email) = 1
),

clicked_calls as (
    select
        message_id,
        click_token,
        anonymous_id,
        has_analytics_consent,
        occurred_at,
        ingested_at
    from {{ ref('stg_web__calls') }}
    where click_token is not null and anonymous_id is not null
),

records as (
    select
        'email' as source_name,
        {{ source_record_id('email', 'clicks', 'clicked_calls.message_id') }} as source_record_id,
        'email_click' as record_kind,
        '{{ var("default_country") }}' as country_code,
        false as is_sign_out,
        clicked_calls.anonymous_id,
        tokens.recipient_email,
        clicked_calls.has_analytics_consent,
        clicked_calls.occurred_at,
        clicked_calls.occurred_at as last_occurred_at,
        1 as record_count,
        clicked_calls.ingested_at
    from clicked_calls
    inner join tokens on clicked_calls.click_token = tokens.click_token
),

final as (
    {{ observed_identifiers('records', [
        {'type': 'cookie', 'value': 'anonymous_id'},
        {'type': 'email', 'value': 'recipient_email'},
    ], has_tracer_consent='has_analytics_consent') }}
)

select * from final
