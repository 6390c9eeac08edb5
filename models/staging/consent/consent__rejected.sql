{{ config(enabled=var('consent_enabled'), schema='quality') }}

with final as (
    {{ rejected_rows('consent', ['events']) }}
)

select * from final
