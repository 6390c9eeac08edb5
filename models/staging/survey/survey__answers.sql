{{ config(enabled=var('survey_enabled'), materialized='view') }}

with responses as (
    select * from {{ ref('stg_survey__responses') }}
),

final as (
    select
        {{ dbt.concat(["'survey:'", 'response_id']) }} as answer_id,
        'survey' as source_name,
        source_record_id,
        question_id,
        status,
        answer_value,
        channel,
        context_page as context,
        asked_at,
        answered_at,
        ingested_at
    from responses
)

select * from final
