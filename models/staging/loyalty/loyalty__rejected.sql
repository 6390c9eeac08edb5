{{ config(enabled=var('loyalty_enabled'), schema='quality') }}

with final as (
    {{ rejected_rows('loyalty', ['members']) }}
)

select * from final
