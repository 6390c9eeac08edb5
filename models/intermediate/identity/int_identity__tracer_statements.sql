{# What was said of a device's tracer, and when: by the records that the device itself sent, and by
   decisions on the measurement of audience that name it. At one instant the refusal counts. #}
with observations as (
    select * from {{ ref('input__identifier_observations') }}
    where has_tracer_consent is not null
),

consents as (
    select * from {{ ref('input__consents') }}
    where purpose = 'analytics'
),

raw_identifiers as (
    select * from {{ ref('int_identity__raw_identifiers') }}
    where identifier_type in ('cookie', 'mobile_id') and exclusion_rule is null
),

statements as (
    select
        raw_identifiers.identifier_id as device_id,
        observations.occurred_at as stated_at,
        case when observations.has_tracer_consent then 1 else 0 end as record_word,
        cast(null as integer) as decision_word
    from observations
    inner join raw_identifiers
        on observations.identifier_type = raw_identifiers.identifier_type
            and observations.raw_value = raw_identifiers.raw_value

    union all

    select
        raw_identifiers.identifier_id as device_id,
        least(consents.decided_at, consents.ingested_at) as stated_at,
        cast(null as integer) as record_word,
        case when consents.decision = 'granted' then 1 else 0 end as decision_word
    from consents
    inner join raw_identifiers
        on consents.identifier_type = raw_identifiers.identifier_type
            and consents.identifier_value = raw_identifiers.raw_value
),

final as (
    select
        device_id,
        stated_at,
        min(record_word) as record_word,
        min(decision_word) as decision_word
    from statements
    group by device_id, stated_at
)

select * from final
