{{ config(enabled=var('loyalty_enabled')) }}

{% set landing = landing_table('loyalty', 'members') %}

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
