{{ config(enabled=var('snowplow_enabled'), schema='quality') }}

with final as (
    {{ rejected_rows('snowplow', ['events']) }}
)

select * from final
