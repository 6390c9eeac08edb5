with consents_dated as (
    select * from {{ ref('int_profile__consents_dated') }}
),

final as (
    select
        customer_id,
        contact_point_type,
        contact_point_key,
        purpose,
        channel,
        decision,
        decided_at,
        consent_id,
        consent_source,
        text_version,
        is_device,
        speaks_for_person
    from consents_dated
    where
        is_asked_for
        and valid_from_at <= {{ as_of() }}
        and valid_to_at > {{ as_of() }}
)

select * from final
