{{ config(enabled=var('store_enabled')) }}

{% set landing = landing_table('store', 'ticket_lines') %}

with source as (
    {{ read_landing(landing) }}
),

typed as (
    {{ typed_landing('source', landing) }}
),

repeats as (
    {{ repeated_rows(landing) }}
),

final as (
    {{ landing_outcomes(landing) }}
)

select * from final
