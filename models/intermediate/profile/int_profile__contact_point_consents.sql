with consents_resolved as (
    select * from {{ ref('int_profile__consents_resolved') }}
),

consent_purposes as (
    select * from {{ ref('consent_purposes') }}
),

{# A decision for any channel speaks for each channel, and a purpose without channels hears every
   decision about it. At the same instant a refusal outranks a permission. #}
ranked as (
    select
        consents_resolved.*,
        consent_purposes.channel as applied_channel,
        consent_purposes.device_decisions_count,
        row_number() over (
            partition by
                consents_resolved.customer_id,
                consents_resolved.contact_point_type,
                consents_resolved.contact_point_key,
                consents_resolved.purpose,
                consent_purposes.channel
            order by
                consents_resolved.decided_at desc nulls last,
                case when consents_resolved.decision = 'denied' then 0 else 1 end asc nulls last,
                consents_resolved.consent_id asc nulls last
        ) as decision_rank
    from consents_resolved
    inner join consent_purposes
        on
            consents_resolved.purpose = consent_purposes.purpose
            and (
                consents_resolved.channel in (consent_purposes.channel, 'any')
                or consent_purposes.channel = 'any'
            )
),

final as (
    select
        customer_id,
        contact_point_type,
        contact_point_key,
        purpose,
        applied_channel as channel,
        decision,
        decided_at,
        consent_id,
        consent_source,
        text_version,
        is_device,
        not is_device or device_decisions_count as speaks_for_person
    from ranked
    where decision_rank = 1
)

select * from final
