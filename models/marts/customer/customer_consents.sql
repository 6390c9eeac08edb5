with customer_consents as (
    select * from {{ ref('int_profile__customer_consents') }}
),

consent_purposes as (
    select * from {{ ref('consent_purposes') }}
),

final as (
    select
        customer_consents.customer_id,
        customer_consents.purpose,
        customer_consents.channel,
        consent_purposes.name_fr,
        consent_purposes.name_en,
        customer_consents.is_granted,
        customer_consents.decision,
        customer_consents.decided_at,
        customer_consents.contact_point_type,
        customer_consents.contact_point_key as contact_point,
        customer_consents.consent_source,
        customer_consents.text_version,
        customer_consents.contact_point_count,
        customer_consents.denied_contact_point_count,
        case
            when customer_consents.is_objected then 'the person objected'
            when customer_consents.decision = 'granted' then 'granted and nowhere refused'
            when
                customer_consents.denied_contact_point_count
                < customer_consents.contact_point_count
                then 'refused at one contact point, the strictest wins'
            else 'refused'
        end as reason
    from customer_consents
    inner join consent_purposes
        on
            customer_consents.purpose = consent_purposes.purpose
            and customer_consents.channel = consent_purposes.channel
    order by
        customer_consents.customer_id,
        customer_consents.purpose,
        customer_consents.channel
)

select * from final
