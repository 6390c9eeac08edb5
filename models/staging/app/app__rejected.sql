{{ config(enabled=var('app_enabled'), schema='quality') }}

with final as (
    {{ rejected_rows('app', ['events']) }}
)

select * from final
