with normalized as (
    select * from {{ ref('int_identity__raw_identifiers_normalized') }}
),

identifiers as (
    select * from {{ ref('int_identity__identifiers') }}
),

final as (
    select
        normalized.identifier_type,
        normalized.raw_value,
        normalized.normalized_value,
        identifiers.identifier_id,
        normalized.observation_count,
        coalesce(normalized.exclusion_rule, identifiers.exclusion_rule) as exclusion_rule
    from normalized
    left join identifiers
        on normalized.identifier_type = identifiers.identifier_type
            and normalized.normalized_value = identifiers.normalized_value
)

select * from final
