{{ config(enabled=var('stewardship_enabled')) }}

with final as (
    {{ source_files_reconciled('stewardship', ['decisions']) }}
)

select * from final
