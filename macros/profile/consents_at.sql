{# The state of consent at a moment: a query of one row per customer, purpose and channel on which
   a decision stood then, by the rules of today's `customer_consents`. One refusal stands against
   every permission given elsewhere: the strictest wins until the person is asked again at the
   contact point that refused. Who is who is as it is known today; `customer_identifiers_history`
   says how it was known then. `moment` is a timestamp expression:
   `consents_at("timestamp '2026-01-31'")`. #}
{% macro consents_at(moment) -%}
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
    from (
        select
            standing.*,
            objected.customer_id is not null as is_objected
        from (
            select
                decisions.*,
                count(*) over (
                    partition by decisions.customer_id, decisions.purpose, decisions.channel
                ) as contact_point_count,
                sum(case when decisions.decision = 'denied' then 1 else 0 end) over (
                    partition by decisions.customer_id, decisions.purpose, decisions.channel
                ) as denied_contact_point_count,
                row_number() over (
                    partition by decisions.customer_id, decisions.purpose, decisions.channel
                    order by
                        case when decisions.decision = 'denied' then 0 else 1 end asc nulls last,
                        decisions.decided_at desc nulls last,
                        decisions.contact_point_type asc nulls last,
                        decisions.contact_point_key asc nulls last,
                        decisions.consent_id asc nulls last
                ) as strictness
            from {{ ref('int_profile__consents_dated') }} as decisions
            where
                decisions.customer_id is not null
                and decisions.speaks_for_person
                and decisions.valid_from_at <= {{ moment }}
                and decisions.valid_to_at > {{ moment }}
        ) as standing
        left join (
            select
                objections.customer_id,
                consent_purposes.purpose
            from {{ ref('int_profile__objections') }} as objections
            inner join {{ ref('consent_purposes') }} as consent_purposes
                on objections.purpose in (consent_purposes.purpose, 'any')
            where objections.objected_at <= {{ moment }}
            group by objections.customer_id, consent_purposes.purpose
        ) as objected
            on
                standing.customer_id = objected.customer_id
                and standing.purpose = objected.purpose
        where standing.strictness = 1
    ) as judged
{%- endmacro %}
