{# Where a customer can be asked now: signed in, by a device that is theirs and that may be followed, by
   their card, or by an address that may be written to. Who may be addressed is not decided here. #}
with customer_identifiers as (
    select * from {{ ref('customer_identifiers') }}
    where
        identifier_type in ('login', 'loyalty_id')
        and is_current
),

customer_devices as (
    select * from {{ ref('customer_devices') }}
    where
        valid_from_at <= {{ as_of() }}
        and valid_to_at > {{ as_of() }}
),

identifiers as (
    select * from {{ ref('int_identity__identifiers') }}
),

tracer_consents as (
    select * from {{ ref('int_identity__tracer_consents') }}
    where
        valid_from_at <= {{ as_of() }}
        and valid_to_at > {{ as_of() }}
        and is_allowed
),

contacts_allowed as (
    select * from {{ ref('int_profile__contacts_allowed') }}
),

question_places as (
    select * from {{ ref('question_places') }}
),

devices_allowed as (
    select
        identifiers.identifier_type as device_type,
        identifiers.normalized_value as device_value
    from identifiers
    inner join tracer_consents
        on identifiers.identifier_id = tracer_consents.device_id
),

points as (
    select
        customer_id,
        identifier_type as contact_point_type,
        identifier_value as contact_point
    from customer_identifiers

    union all

    select
        customer_devices.customer_id,
        customer_devices.device_type as contact_point_type,
        customer_devices.device_value as contact_point
    from customer_devices
    inner join devices_allowed
        on
            customer_devices.device_type = devices_allowed.device_type
            and customer_devices.device_value = devices_allowed.device_value

    union all

    select
        customer_id,
        contact_point_type,
        contact_point
    from contacts_allowed
),

final as (
    select
        points.customer_id,
        question_places.channel,
        points.contact_point_type,
        points.contact_point,
        question_places.shows_what_is_known
    from points
    inner join question_places
        on points.contact_point_type = question_places.contact_point_type
)

select * from final
