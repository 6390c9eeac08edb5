{{ config(enabled=var('web_enabled')) }}

with final as (
    {{ source_files_reconciled('web', ['calls']) }}
)

select * from final
