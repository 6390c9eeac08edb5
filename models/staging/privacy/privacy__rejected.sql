{{ config(enabled=var('privacy_enabled'), schema='quality') }}

with final as (
    {{ rejected_rows('privacy', ['requests']) }}
)

select * from final
