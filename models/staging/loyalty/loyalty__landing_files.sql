{{ config(enabled=var('loyalty_enabled')) }}

with final as (
    {{ source_files_reconciled('loyalty', ['members']) }}
)

select * from final
