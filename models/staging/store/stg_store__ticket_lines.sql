{{ config(enabled=var('store_enabled'), materialized='view') }}

with source as (
    select * from {{ ref('base_store__ticket_lines') }}
    where _outcome = 'kept'
),

renamed as (
    select
        ticket_id as ticket_number,
        line_no as line_number,
        sku,
        quantity,
        unit_price as unit_price_amount,
        discount_amount,
        line_amount,
        ingested_at
    from source
)

select * from renamed
