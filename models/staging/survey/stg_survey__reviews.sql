{{ config(enabled=var('survey_enabled'), materialized='view') }}

with source as (
    select * from {{ ref('base_survey__reviews') }}
    where _outcome = 'kept'
),

renamed as (
    select
        {{ source_record_id('survey', 'reviews', 'review_id') }} as source_record_id,
        review_id,
        account_id,
        email,
        sku,
        rating,
        title,
        comment,
        sentiment,
        created_at as written_at,
        ingested_at
    from source
)

select * from renamed
