{{ config(enabled=var('email_enabled'), schema='quality') }}

with final as (
    {{ rejected_rows('email', ['events', 'campaigns']) }}
)

select * from final
