{# The ledger of consent. A permission ends with the next decision at its contact point, whoever
   makes it, and when the contact point passes on; a refusal only with the next decision of the same
   customer there. So nobody is permitted what they did not grant, and no refusal is lost because
   an address changed hands. At one instant the refusal comes last, and wins. #}
{% set same_contact_point = [
    'contact_point_type', 'contact_point_key', 'purpose', 'applied_channel',
] %}

with consents_resolved as (
    select * from {{ ref('int_profile__consents_resolved') }}
),

consent_purposes as (
    select * from {{ ref('consent_purposes') }}
),

{# A decision for any channel speaks for each channel, and a purpose without channels hears every
   decision about it. None was made after it reached us, whatever a clock that runs ahead says. #}
applied as (
    select
        consents_resolved.*,
        coalesce(consent_purposes.channel, consents_resolved.channel) as applied_channel,
        consent_purposes.purpose is not null as is_asked_for,
        consent_purposes.purpose is not null
        and (not consents_resolved.is_device or consent_purposes.device_decisions_count)
            as speaks_for_person,
        least(consents_resolved.decided_at, consents_resolved.ingested_at) as effective_at
    from consents_resolved
    left join consent_purposes
        on
            consents_resolved.purpose = consent_purposes.purpose
            and (
                consents_resolved.channel in (consent_purposes.channel, 'any')
                or consent_purposes.channel = 'any'
            )
),

ordered as (
    select
        *,
        lead(effective_at) over (
            partition by {{ same_contact_point | join(', ') }}
            order by
                effective_at asc nulls last,
                decided_at asc nulls last,
                case when decision = 'denied' then 1 else 0 end asc,
                consent_id asc nulls last
        ) as next_at,
        lead(effective_at) over (
            partition by {{ same_contact_point | join(', ') }}, customer_id
            order by
                effective_at asc nulls last,
                decided_at asc nulls last,
                case when decision = 'denied' then 1 else 0 end asc,
                consent_id asc nulls last
        ) as next_of_same_customer_at
    from applied
),

bounded as (
    select
        *,
        coalesce(
            case
                when decision = 'granted' or customer_id is null then next_at
                else next_of_same_customer_at
            end,
            cast('9999-12-31' as timestamp)
        ) as next_decision_at,
        coalesce(
            case when decision = 'granted' then passes_on_at end,
            cast('9999-12-31' as timestamp)
        ) as lost_at
    from ordered
),

final as (
    select
        consent_id,
        customer_id,
        purpose,
        applied_channel as channel,
        contact_point_type,
        contact_point_key,
        is_device,
        decision,
        decided_at,
        effective_at as valid_from_at,
        least(next_decision_at, lost_at) as valid_to_at,
        case
            when lost_at < next_decision_at then 'passed on'
            when next_decision_at < cast('9999-12-31' as timestamp) then 'newer decision'
        end as ended_by,
        is_asked_for,
        speaks_for_person,
        case
            when not is_asked_for then 'the purpose is not asked for on this channel'
            else unplaced_reason
        end as unplaced_reason,
        consent_source,
        text_version,
        proof,
        source_name,
        source_record_id,
        ingested_at
    from bounded
)

select * from final
