{{ config(enabled=var('enrichment_enabled'), schema='quality') }}

with final as (
    {{ rejected_rows('enrichment', ['postcodes']) }}
)

select * from final
