with consents_dated as (
    select * from {{ ref('int_profile__consents_dated') }}
),

final as (
    select
        consent_id,
        customer_id,
        purpose,
        channel,
        contact_point_type,
        contact_point_key as contact_point,
        decision,
        decided_at,
        valid_from_at,
        valid_to_at,
        valid_from_at <= {{ as_of() }} and valid_to_at > {{ as_of() }} as is_in_force,
        ended_by,
        speaks_for_person as is_for_person,
        unplaced_reason,
        consent_source,
        text_version,
        proof,
        source_name,
        source_record_id,
        ingested_at
    from consents_dated
    order by customer_id, purpose, channel, valid_from_at, consent_id
)

select * from final
