{{ config(enabled=var('email_enabled')) }}

with final as (
    {{ source_files_reconciled('email', ['events', 'campaigns']) }}
)

select * from final
