with attributes_resolved as (
    select * from {{ ref('int_profile__attributes_resolved') }}
),

survivorship as (
    select * from {{ ref('survivorship') }}
),

rules as (
    {{ survivorship_rules('attributes_resolved') }}
),

final as (
    {{ ranked_by_survivorship('attributes_resolved', 'rules') }}
)

select * from final
