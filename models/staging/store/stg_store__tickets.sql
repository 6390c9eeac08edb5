{{ config(enabled=var('store_enabled'), materialized='view') }}

with source as (
    select * from {{ ref('base_store__tickets') }}
    where _outcome = 'kept'
),

renamed as (
    select
        {{ source_record_id('store', 'tickets', 'ticket_id') }} as source_record_id,
        ticket_id as ticket_number,
        store_id,
        till_id,
        loyalty_card_number,
        ereceipt_email,
        sold_at,
        total_amount,
        discount_amount,
        upper(currency) as currency,
        payment_method,
        ingested_at
    from source
)

select * from renamed
