with raw_identifiers as (
    select * from {{ ref('int_identity__raw_identifiers') }}
    where identifier_type in ('cookie', 'mobile_id')
),

customer_devices as (
    select * from {{ ref('customer_devices') }}
),

visitors as (
    select * from {{ ref('visitors') }}
),

tracer_consents as (
    select * from {{ ref('int_identity__tracer_consents') }}
    where is_allowed
),

final as (
    select
        raw_identifiers.identifier_type as device_type,
        raw_identifiers.raw_value as device_value,
        customer_devices.customer_id,
        cast(null as {{ dbt.type_string() }}) as visitor_id,
        customer_devices.valid_from_at,
        customer_devices.valid_to_at
    from raw_identifiers
    inner join customer_devices
        on
            raw_identifiers.identifier_type = customer_devices.device_type
            and raw_identifiers.normalized_value = customer_devices.device_value

    union all

    select
        raw_identifiers.identifier_type as device_type,
        raw_identifiers.raw_value as device_value,
        cast(null as {{ dbt.type_string() }}) as customer_id,
        visitors.visitor_id,
        tracer_consents.valid_from_at,
        tracer_consents.valid_to_at
    from raw_identifiers
    inner join visitors
        on
            raw_identifiers.identifier_type = visitors.device_type
            and raw_identifiers.normalized_value = visitors.device_value
    inner join tracer_consents
        on raw_identifiers.identifier_id = tracer_consents.device_id
)

select * from final
