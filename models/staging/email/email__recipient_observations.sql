{# A platform sends to the same address for years: one observation per address, from the first event
   to the last, under the name of the first. #}
{{ config(enabled=var('email_enabled'), materialized='view') }}

with recipients as (
    select
        recipient_email,
        {{ earliest_record('occurred_at', 'source_record_id') }} as first_record,
        min(occurred_at) as first_occurred_at,
        max(occurred_at) as last_occurred_at,
        count(*) as record_count,
        min(ingested_at) as ingested_at
    from {{ ref('stg_email__events') }}
    group by recipient_email
),

records as (
    select
        'email' as source_name,
        {{ earliest_record_id('first_record', 'first_occurred_at') }} as source_record_id,
        'email_event' as record_kind,
        '{{ var("default_country") }}' as country_code,
        false as is_sign_out,
        recipient_email,
        first_occurred_at as occurred_at,
        last_occurred_at,
        record_count,
        ingested_at
    from recipients
),

final as (
    {{ observed_identifiers('records', [{'type': 'email', 'value': 'recipient_email'}]) }}
)

select * from final
