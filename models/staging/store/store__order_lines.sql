{# A line whose receipt was set aside has nothing to belong to, and stays in staging. The till knows
   articles by number only; their names come from the catalogue. #}
{{ config(enabled=var('store_enabled'), materialized='view') }}

with ticket_lines as (
    select * from {{ ref('stg_store__ticket_lines') }}
),

tickets as (
    select * from {{ ref('stg_store__tickets') }}
),

final as (
    select
        {{ dbt.concat(["'store:'", 'ticket_lines.ticket_number']) }} as order_id,
        ticket_lines.line_number,
        'store' as source_name,
        tickets.source_record_id,
        ticket_lines.sku,
        cast(null as {{ dbt.type_string() }}) as product_name,
        cast(null as {{ dbt.type_string() }}) as brand,
        cast(null as {{ dbt.type_string() }}) as category,
        cast(null as {{ dbt.type_string() }}) as colour,
        cast(null as {{ dbt.type_string() }}) as size,
        ticket_lines.quantity,
        ticket_lines.unit_price_amount,
        ticket_lines.discount_amount,
        ticket_lines.line_amount,
        tickets.currency,
        ticket_lines.ingested_at
    from ticket_lines
    inner join tickets on ticket_lines.ticket_number = tickets.ticket_number
)

select * from final
