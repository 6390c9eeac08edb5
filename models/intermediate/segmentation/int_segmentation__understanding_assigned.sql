-- depends_on: {{ ref('understanding_levels') }}
-- depends_on: {{ ref('understanding_requirements') }}
{# Levels build on each other (R6): whoever has bought much and registered nowhere is not known
   better for it. #}
with customer_facts as (
    select * from {{ ref('int_segmentation__customer_facts') }}
),

levelled as (
    select
        *,
        {{ cumulative_level('understanding_requirements', 'understanding_level', 'requirement') }}
            as understanding_level
    from customer_facts
),

final as (
    select
        customer_id,
        cast(understanding_level as integer) as understanding_level,
        {{ rule_match('understanding_levels', 'understanding_level', 'reason') }}
            as understanding_reason,
        {{ missing_for_next_level(
            'understanding_requirements', 'understanding_level', 'requirement'
        ) }} as missing_for_next_level
    from levelled
)

select * from final
