{{ config(enabled=var('store_enabled')) }}

with final as (
    {{ source_files_reconciled('store', ['tickets', 'ticket_lines', 'stores']) }}
)

select * from final
