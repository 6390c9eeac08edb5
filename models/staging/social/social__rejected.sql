{{ config(enabled=var('social_enabled'), schema='quality') }}

with final as (
    {{ rejected_rows('social', ['logins']) }}
)

select * from final
