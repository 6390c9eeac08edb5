{{ config(enabled=var('support_enabled')) }}

with final as (
    {{ source_files_reconciled('support', ['contacts']) }}
)

select * from final
