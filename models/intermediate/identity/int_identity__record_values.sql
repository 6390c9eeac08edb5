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

-- Two spellings of one identifier in one record are one.
final as (
    select
        observations.source_record_id,
        observations.record_kind,
        observations.identifier_role,
        observations.identifier_type,
        normalized.identifier_class,
        normalized.normalized_value,
        max(case when observations.is_verified then 1 else 0 end) = 1 as is_verified,
        max(case when observations.is_sign_out then 1 else 0 end) = 1 as is_sign_out,
        max(observations.record_count) as record_count,
        min(observations.occurred_at) as occurred_at,
        max(observations.last_occurred_at) as last_occurred_at,
        min(observations.ingested_at) as ingested_at
    from observations
    inner join normalized
        on observations.identifier_type = normalized.identifier_type
            and observations.raw_value = normalized.raw_value
    left join blocked
        on normalized.identifier_type = blocked.identifier_type
            and normalized.normalized_value = blocked.normalized_value
    where blocked.rule is null
    group by
        observations.source_record_id,
        observations.record_kind,
        observations.identifier_role,
        observations.identifier_type,
        normalized.identifier_class,
        normalized.normalized_value
)

select * from final
