{{ config(enabled=var('web_enabled'), schema='quality') }}

with final as (
    {{ rejected_rows('web', ['calls']) }}
)

select * from final
