{% set attributes = [
    'region', 'urban_class', 'median_income_band', 'average_household_size', 'latitude', 'longitude',
] %}
{{ config(enabled=var('enrichment_enabled'), materialized='view') }}

with postcodes as (
    select * from {{ ref('stg_enrichment__postcodes') }}
),

final as (
    {% for attribute_name in attributes %}
        select
            'enrichment' as source_name,
            source_record_id,
            postcode,
            provider,
            '{{ attribute_name }}' as attribute_name,
            cast({{ attribute_name }} as {{ dbt.type_string() }}) as attribute_value,
            coalesce(confidence, 0.5) as confidence,
            provided_at,
            ingested_at
        from postcodes
        where {{ attribute_name }} is not null
        {% if not loop.last %}
            union all
        {% endif %}
    {% endfor %}
)

select * from final
