{{ config(enabled=var('store_enabled'), schema='quality') }}

with final as (
    {{ rejected_rows('store', ['tickets', 'ticket_lines', 'stores']) }}
)

select * from final
