{{ config(enabled=var('survey_enabled'), materialized='view') }}

with source as (
    select * from {{ ref('base_survey__nps') }}
    where _outcome = 'kept'
),

renamed as (
    select
        {{ source_record_id('survey', 'nps', 'nps_id') }} as source_record_id,
        nps_id,
        account_id,
        email,
        score,
        comment,
        answered_at,
        ingested_at
    from source
)

select * from renamed
