with raw_identifiers as (
    select * from {{ ref('int_identity__raw_identifiers') }}
    where exclusion_rule is not null
),

rules as (
    select * from {{ ref('exclusion_rules') }}
),

final as (
    select
        raw_identifiers.identifier_type,
        raw_identifiers.raw_value,
        raw_identifiers.normalized_value,
        raw_identifiers.exclusion_rule as rule,
        rules.reason,
        raw_identifiers.observation_count
    from raw_identifiers
    left join rules
        on raw_identifiers.exclusion_rule = rules.rule
)

select * from final
