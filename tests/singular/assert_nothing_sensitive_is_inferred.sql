{# Family, health, religion, orientation and origin are known when a person tells them, or not at
   all: no source and no model may guess them from other facts. #}
{{ config(meta={'dagster': {'ref': {'name': 'input__attributes'}}}) }}

with attributes as (
    select * from {{ ref('input__attributes') }}
),

final as (
    select
        source_name,
        attribute_name,
        count(*) as row_count
    from attributes
    where
        value_kind in ('inferred', 'observed', 'third_party')
        and attribute_name in (
            'family_situation', 'children_count', 'sexual_orientation', 'health', 'religion',
            'ethnic_origin', 'political_opinion', 'trade_union_membership'
        )
    group by source_name, attribute_name
)

select * from final
