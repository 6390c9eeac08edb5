{{ config(enabled=var('app_enabled')) }}

with final as (
    {{ source_files_reconciled('app', ['events']) }}
)

select * from final
