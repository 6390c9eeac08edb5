{{ config(enabled=var('consent_enabled')) }}

with final as (
    {{ source_files_reconciled('consent', ['events']) }}
)

select * from final
