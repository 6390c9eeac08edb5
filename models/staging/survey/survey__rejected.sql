{{ config(enabled=var('survey_enabled'), schema='quality') }}

with final as (
    {{ rejected_rows('survey', ['responses', 'reviews', 'nps']) }}
)

select * from final
