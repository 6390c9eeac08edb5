with contact_point_consents as (
    select * from {{ ref('int_profile__contact_point_consents') }}
    where customer_id is not null
        and speaks_for_person
),

privacy_states as (
    select * from {{ ref('int_profile__privacy_states') }}
),

{# One refusal stands against every permission given elsewhere: the strictest wins until the person
   is asked again at the contact point that refused. #}
ranked as (
    select
        contact_point_consents.*,
        coalesce(
            privacy_states.objects_to_everything
            or (privacy_states.objects_to_marketing and purpose = 'marketing')
            or (privacy_states.objects_to_profiling and purpose = 'profiling')
            or (privacy_states.objects_to_personalisation and purpose = 'personalisation'),
            false
        ) as is_objected,
        count(*) over (
            partition by contact_point_consents.customer_id, purpose, channel
        ) as contact_point_count,
        sum(case when decision = 'denied' then 1 else 0 end) over (
            partition by contact_point_consents.customer_id, purpose, channel
        ) as denied_contact_point_count,
        row_number() over (
            partition by contact_point_consents.customer_id, purpose, channel
            order by
                case when decision = 'denied' then 0 else 1 end,
                decided_at desc nulls last,
                contact_point_type,
                contact_point_key,
                consent_id
        ) as strictness
    from contact_point_consents
    left join privacy_states
        on contact_point_consents.customer_id = privacy_states.customer_id
),

final as (
    select
        ranked.customer_id,
        ranked.purpose,
        ranked.channel,
        ranked.decision,
        ranked.decided_at,
        ranked.contact_point_type,
        ranked.contact_point_key,
        ranked.consent_source,
        ranked.text_version,
        cast(ranked.contact_point_count as integer) as contact_point_count,
        cast(ranked.denied_contact_point_count as integer) as denied_contact_point_count,
        ranked.is_objected,
        ranked.decision = 'granted' and not ranked.is_objected as is_granted
    from ranked
    where ranked.strictness = 1
)

select * from final
