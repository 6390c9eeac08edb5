{{ config(enabled=var('support_enabled'), schema='quality') }}

with final as (
    {{ rejected_rows('support', ['contacts']) }}
)

select * from final
