with consents as (
    select * from {{ ref('input__consents') }}
),

raw_identifiers as (
    select * from {{ ref('int_identity__raw_identifiers') }}
),

raw_identifiers_resolved as (
    select * from {{ ref('int_identity__raw_identifiers_resolved') }}
),

customer_devices as (
    select * from {{ ref('customer_devices') }}
),

refusal_holders as (
    select * from {{ ref('int_profile__refusal_holders') }}
),

named as (
    select
        consents.*,
        raw_identifiers.normalized_value as contact_point_key,
        raw_identifiers.exclusion_rule,
        consents.identifier_type in ('cookie', 'mobile_id') as is_device
    from consents
    left join raw_identifiers
        on
            consents.identifier_type = raw_identifiers.identifier_type
            and consents.identifier_value = raw_identifiers.raw_value
),

{# A decision is of whoever held the contact point when it was made. An address that has passed on
   to somebody else since takes its permissions with it; the ledger ends them at that moment. A
   refusal on a device that may not be followed is of whoever signed in there. #}
final as (
    select
        named.consent_id,
        named.source_name,
        named.source_record_id,
        coalesce(
            raw_identifiers_resolved.customer_id,
            customer_devices.customer_id,
            refusal_holders.customer_id
        ) as customer_id,
        case
            when
                raw_identifiers_resolved.customer_id is not null
                or customer_devices.customer_id is not null
                or refusal_holders.customer_id is not null then null
            when named.exclusion_rule is not null
                then 'the identifier is set aside: ' || named.exclusion_rule
            when named.is_device then 'no customer owned the device at that moment'
            else 'no customer held the identifier at that moment'
        end as unplaced_reason,
        named.identifier_type as contact_point_type,
        coalesce(named.contact_point_key, named.identifier_value) as contact_point_key,
        named.is_device,
        named.purpose,
        named.channel,
        named.decision,
        named.consent_source,
        named.text_version,
        named.proof,
        named.decided_at,
        case
            when raw_identifiers_resolved.valid_to_at < cast('9999-12-31' as timestamp)
                then raw_identifiers_resolved.valid_to_at
        end as passes_on_at,
        named.ingested_at
    from named
    left join raw_identifiers_resolved
        on
            not named.is_device
            and named.identifier_type = raw_identifiers_resolved.identifier_type
            and named.identifier_value = raw_identifiers_resolved.raw_value
            and named.decided_at >= raw_identifiers_resolved.valid_from_at
            and named.decided_at < raw_identifiers_resolved.valid_to_at
    left join customer_devices
        on
            named.is_device
            and named.identifier_type = customer_devices.device_type
            and named.contact_point_key = customer_devices.device_value
            and named.decided_at >= customer_devices.valid_from_at
            and named.decided_at < customer_devices.valid_to_at
    left join refusal_holders
        on
            named.is_device
            and named.decision = 'denied'
            and named.identifier_type = refusal_holders.device_type
            and named.contact_point_key = refusal_holders.device_value
            and named.decided_at >= refusal_holders.valid_from_at
            and named.decided_at < refusal_holders.valid_to_at
)

select * from final
