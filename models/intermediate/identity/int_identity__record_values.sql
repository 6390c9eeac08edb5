with observations as (
    select * from {{ ref('input__identifier_observations') }}
),

normalized as (
    select * from {{ ref('int_identity__raw_identifiers_normalized') }}
    where exclusion_rule is null
),

blocked as (
    select * from {{ ref('int_identity__blocked_values') }}
),

final as (
    select
        observations.source_record_id,
        observations.record_kind,
        observations.identifier_role,
        observations.identifier_type,
        normalized.identifier_class,
        normalized.normalized_value,
        observations.is_verified,
        observations.is_sign_out,
        observations.record_count,
        observations.occurred_at,
        observations.last_occurred_at,
        observations.ingested_at
    from observations
    inner join normalized
        on observations.identifier_type = normalized.identifier_type
        and observations.raw_value = normalized.raw_value
    left join blocked
        on normalized.identifier_type = blocked.identifier_type
        and normalized.normalized_value = blocked.normalized_value
    where blocked.rule is null
)

select * from final
