{{ config(enabled=var('survey_enabled'), materialized='view') }}

with source as (
    select * from {{ ref('base_survey__responses') }}
    where _outcome = 'kept'
),

renamed as (
    select
        {{ source_record_id('survey', 'responses', 'response_id') }} as source_record_id,
        response_id,
        survey_id,
        question_id,
        status,
        coalesce(answer_value, answer_json) as answer_value,
        channel,
        context_page,
        account_id,
        email,
        loyalty_card_number,
        anonymous_id,
        mobile_id,
        phone,
        asked_at,
        answered_at,
        consent_personalisation as has_consented_to_personalisation,
        ingested_at
    from source
)

select * from renamed
