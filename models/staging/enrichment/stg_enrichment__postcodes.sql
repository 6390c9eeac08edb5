{{ config(enabled=var('enrichment_enabled'), materialized='view') }}

with source as (
    select * from {{ ref('base_enrichment__postcodes') }}
    where _outcome = 'kept'
),

renamed as (
    select
        {{ source_record_id('enrichment', 'postcodes', ['postcode', 'provider']) }}
            as source_record_id,
        postcode,
        provider,
        region,
        urban_class,
        median_income_band,
        average_household_size,
        latitude,
        longitude,
        confidence,
        cast(provided_on as timestamp) as provided_at,
        ingested_at
    from source
)

select * from renamed
