with record_identifiers as (
    select * from {{ ref('int_identity__record_identifiers') }}
    where identifier_class = 'device' and identifier_role = 'self'
),

link_methods as (
    select * from {{ ref('link_methods') }}
    where claims_device
),

records_resolved as (
    select * from {{ ref('int_identity__records_resolved') }}
),

tracer_consents as (
    select * from {{ ref('int_identity__tracer_consents') }}
    where is_allowed
),

-- A record of a refused tracer says who acted, never whose the device is.
claims as (
    select
        record_identifiers.identifier_id as device_id,
        record_identifiers.identifier_type as device_type,
        records_resolved.customer_id,
        record_identifiers.source_record_id,
        record_identifiers.record_kind = 'email_click' as is_weak,
        record_identifiers.occurred_at as claimed_at,
        least(record_identifiers.last_occurred_at, tracer_consents.valid_to_at)
            as last_claimed_at
    from record_identifiers
    inner join link_methods
        on record_identifiers.record_kind = link_methods.record_kind
    inner join records_resolved
        on record_identifiers.source_record_id = records_resolved.source_record_id
    inner join tracer_consents
        on record_identifiers.identifier_id = tracer_consents.device_id
            and record_identifiers.occurred_at >= tracer_consents.valid_from_at
            and record_identifiers.occurred_at < tracer_consents.valid_to_at
),

signed_in as (
    select
        device_id,
        customer_id
    from claims
    where not is_weak
    group by device_id, customer_id
),

signed_in_devices as (
    select device_id
    from signed_in
    group by device_id
),

-- Messages are forwarded: a click claims a device only while nobody else has signed in on it.
final as (
    select claims.*
    from claims
    left join signed_in_devices
        on claims.device_id = signed_in_devices.device_id
    left join signed_in
        on claims.device_id = signed_in.device_id
            and claims.customer_id = signed_in.customer_id
    where
        not claims.is_weak
        or signed_in_devices.device_id is null
        or signed_in.device_id is not null
)

select * from final
