{# An answer declares the attribute that its question asks for. An answer to a question that the
   catalogue does not know stays an answer. #}
{{ config(enabled=var('survey_enabled'), materialized='view') }}

with responses as (
    select * from {{ ref('stg_survey__responses') }}
),

questions as (
    select * from {{ ref('questions') }}
),

final as (
    select
        'survey' as source_name,
        responses.source_record_id,
        questions.attribute_name,
        responses.answer_value as attribute_value,
        'declared' as value_kind,
        cast(1 as double) as confidence,
        coalesce(responses.answered_at, responses.asked_at) as occurred_at,
        responses.ingested_at
    from responses
    inner join questions on responses.question_id = questions.question_id
    where responses.status = 'answered' and trim(responses.answer_value) <> ''
)

select * from final
