{# What the seed forbids is known when a person tells it, or not at all: no source and no model may
   guess it from other facts, and nobody may sell it to us. Not even by the name of a postcode's
   average. #}
{{ config(meta={'dagster': {'ref': {'name': 'input__attributes'}}}) }}

with attributes as (
    select * from {{ ref('input__attributes') }}
),

area_attributes as (
    select * from {{ ref('input__area_attributes') }}
),

forbidden_inferences as (
    select * from {{ ref('forbidden_inferences') }}
),

named as (
    select
        source_name,
        attribute_name
    from attributes
    where value_kind in ('inferred', 'observed', 'third_party')
    group by source_name, attribute_name
    union all
    select
        source_name,
        attribute_name
    from area_attributes
    group by source_name, attribute_name
),

final as (
    select
        named.source_name,
        named.attribute_name,
        forbidden_inferences.word,
        forbidden_inferences.category
    from named
    inner join forbidden_inferences
        on
            ' ' || lower(replace(named.attribute_name, '_', ' '))
            like '% ' || forbidden_inferences.word || '%'
)

select * from final
