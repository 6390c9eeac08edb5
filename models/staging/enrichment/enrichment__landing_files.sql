{{ config(enabled=var('enrichment_enabled')) }}

with final as (
    {{ source_files_reconciled('enrichment', ['postcodes']) }}
)

select * from final
