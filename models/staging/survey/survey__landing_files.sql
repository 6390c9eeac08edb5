{{ config(enabled=var('survey_enabled')) }}

with final as (
    {{ source_files_reconciled('survey', ['responses', 'reviews', 'nps']) }}
)

select * from final
