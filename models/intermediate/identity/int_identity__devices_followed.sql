{# What is known of a device as a visitor: what it did while its tracer was allowed. #}
with observations as (
    select * from {{ ref('input__identifier_observations') }}
),

raw_identifiers as (
    select * from {{ ref('int_identity__raw_identifiers') }}
    where identifier_type in ('cookie', 'mobile_id') and exclusion_rule is null
),

tracer_consents as (
    select * from {{ ref('int_identity__tracer_consents') }}
    where is_allowed
),

final as (
    select
        raw_identifiers.identifier_id as device_id,
        min(observations.occurred_at) as first_seen_at,
        max(least(observations.last_occurred_at, tracer_consents.valid_to_at)) as last_seen_at,
        cast(sum(observations.record_count) as bigint) as observation_count
    from observations
    inner join raw_identifiers
        on observations.identifier_type = raw_identifiers.identifier_type
            and observations.raw_value = raw_identifiers.raw_value
    inner join tracer_consents
        on raw_identifiers.identifier_id = tracer_consents.device_id
            and observations.occurred_at >= tracer_consents.valid_from_at
            and observations.occurred_at < tracer_consents.valid_to_at
    group by raw_identifiers.identifier_id
)

select * from final
