{{ config(enabled=var('shop_enabled'), materialized='view') }}

{# A content that came, went and came back is `repeated` the first time, yet it was true then; a
   second row of one delivery is not. #}
with source as (
    select * from {{ ref('base_shop__products') }}
    where _outcome in ('kept', 'superseded', 'repeated')
),

placed as (
    select
        *,
        row_number() over (
            partition by sku, ingested_at
            order by _source_file asc nulls first, _source_row asc nulls first
        ) as place_in_delivery
    from source
),

renamed as (
    select
        sku,
        price as price_amount,
        upper(currency) as currency,
        stock_quantity,
        updated_at,
        ingested_at
    from placed
    where place_in_delivery = 1
)

select * from renamed
