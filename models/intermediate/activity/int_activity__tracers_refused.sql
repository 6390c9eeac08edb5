with raw_identifiers as (
    select * from {{ ref('int_identity__raw_identifiers') }}
    where identifier_type in ('cookie', 'mobile_id')
),

tracer_consents as (
    select * from {{ ref('int_identity__tracer_consents') }}
    where not is_allowed
),

final as (
    select
        raw_identifiers.identifier_type as device_type,
        raw_identifiers.raw_value as device_value,
        tracer_consents.valid_from_at,
        tracer_consents.valid_to_at
    from raw_identifiers
    inner join tracer_consents
        on raw_identifiers.identifier_id = tracer_consents.device_id
)

select * from final
