{{ config(enabled=var('stewardship_enabled')) }}

{% set landing = landing_table('stewardship', 'decisions') %}

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
