with contact_point_consents as (
    select * from {{ ref('int_profile__contact_point_consents') }}
    where
        customer_id is not null
        and speaks_for_person
),

privacy_states as (
    select * from {{ ref('int_profile__privacy_states') }}
),

{# One refusal stands against every permission given elsewhere: the strictest wins until the person
   is asked again at the contact point that refused. #}
ranked as (
    select
        *,
        count(*) over (partition by customer_id, purpose, channel) as contact_point_count,
        sum(case when decision = 'denied' then 1 else 0 end) over (
            partition by customer_id, purpose, channel
        ) as denied_contact_point_count,
        row_number() over (
            partition by customer_id, purpose, channel
            order by
                case when decision = 'denied' then 0 else 1 end asc nulls last,
                decided_at desc nulls last,
                contact_point_type asc nulls last,
                contact_point_key asc nulls last,
                consent_id asc nulls last
        ) as strictness
    from contact_point_consents
),

judged as (
    select
        ranked.*,
        coalesce(
            privacy_states.objects_to_everything
            or (privacy_states.objects_to_marketing and ranked.purpose = 'marketing')
            or (privacy_states.objects_to_profiling and ranked.purpose = 'profiling')
            or (
                privacy_states.objects_to_personalisation
                and ranked.purpose = 'personalisation'
            ),
            false
        ) as is_objected
    from ranked
    left join privacy_states
        on ranked.customer_id = privacy_states.customer_id
    where ranked.strictness = 1
),

final as (
    select
        customer_id,
        purpose,
        channel,
        decision,
        decided_at,
        contact_point_type,
        contact_point_key,
        consent_source,
        text_version,
        cast(contact_point_count as integer) as contact_point_count,
        cast(denied_contact_point_count as integer) as denied_contact_point_count,
        is_objected,
        decision = 'granted' and not is_objected as is_granted
    from judged
)

select * from final
