{{ config(enabled=var('survey_enabled'), materialized='view') }}

with responses as (
    select * from {{ ref('stg_survey__responses') }}
),

reviews as (
    select * from {{ ref('stg_survey__reviews') }}
),

nps_scores as (
    select * from {{ ref('stg_survey__nps_scores') }}
),

stated as (
    select
        source_record_id,
        'survey' as record_kind,
        account_id,
        email,
        loyalty_card_number,
        anonymous_id,
        mobile_id,
        phone,
        coalesce(answered_at, asked_at) as occurred_at,
        ingested_at
    from responses

    union all

    select
        source_record_id,
        'review' as record_kind,
        account_id,
        email,
        null as loyalty_card_number,
        null as anonymous_id,
        null as mobile_id,
        null as phone,
        written_at as occurred_at,
        ingested_at
    from reviews

    union all

    select
        source_record_id,
        'survey' as record_kind,
        account_id,
        email,
        null as loyalty_card_number,
        null as anonymous_id,
        null as mobile_id,
        null as phone,
        answered_at as occurred_at,
        ingested_at
    from nps_scores
),

records as (
    select
        'survey' as source_name,
        source_record_id,
        record_kind,
        '{{ var("default_country") }}' as country_code,
        false as is_sign_out,
        account_id,
        email,
        loyalty_card_number,
        anonymous_id,
        mobile_id,
        phone,
        occurred_at,
        occurred_at as last_occurred_at,
        1 as record_count,
        ingested_at
    from stated
),

final as (
    {{ observed_identifiers('records', [
        {'type': 'login', 'value': 'account_id'},
        {'type': 'email', 'value': 'email'},
        {'type': 'loyalty_id', 'value': 'loyalty_card_number'},
        {'type': 'cookie', 'value': 'anonymous_id'},
        {'type': 'mobile_id', 'value': 'mobile_id'},
        {'type': 'phone', 'value': 'phone'},
    ]) }}
)

select * from final
