{{ config(enabled=var('stewardship_enabled'), schema='quality') }}

with final as (
    {{ rejected_rows('stewardship', ['decisions']) }}
)

select * from final
