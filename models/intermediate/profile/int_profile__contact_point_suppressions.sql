{# What the post office of each channel reported. A hard bounce stands until a human opens or
   clicks a later message; a complaint and an unsubscription stand until a newer explicit grant. #}
with interactions as (
    select * from {{ ref('input__interactions') }}
    where
        identifier_type in ('email', 'phone')
        and interaction_type in (
            'email_bounced', 'email_complained', 'email_unsubscribed', 'email_opened',
            'email_clicked'
        )
),

consents as (
    select * from {{ ref('input__consents') }}
    where
        purpose = 'marketing'
        and decision = 'granted'
        and channel in ('email', 'any')
),

raw_identifiers as (
    select * from {{ ref('int_identity__raw_identifiers') }}
),

reports as (
    select
        identifier_type,
        identifier_value,
        max(case
            when interaction_type = 'email_bounced' and coalesce(status, 'hard') <> 'soft'
                then occurred_at
        end) as bounced_at,
        max(case when interaction_type = 'email_complained' then occurred_at end)
            as complained_at,
        max(case when interaction_type = 'email_unsubscribed' then occurred_at end)
            as unsubscribed_at,
        max(case
            when
                interaction_type in ('email_opened', 'email_clicked')
                and not coalesce(is_machine, false) then occurred_at
        end) as read_at,
        cast(null as timestamp) as granted_at
    from interactions
    group by identifier_type, identifier_value

    union all

    select
        identifier_type,
        identifier_value,
        cast(null as timestamp) as bounced_at,
        cast(null as timestamp) as complained_at,
        cast(null as timestamp) as unsubscribed_at,
        cast(null as timestamp) as read_at,
        max(decided_at) as granted_at
    from consents
    group by identifier_type, identifier_value
),

by_contact_point as (
    select
        raw_identifiers.identifier_type as contact_point_type,
        raw_identifiers.normalized_value as contact_point_key,
        max(reports.bounced_at) as bounced_at,
        max(reports.complained_at) as complained_at,
        max(reports.unsubscribed_at) as unsubscribed_at,
        max(reports.read_at) as read_at,
        max(reports.granted_at) as granted_at
    from reports
    inner join raw_identifiers
        on
            reports.identifier_type = raw_identifiers.identifier_type
            and reports.identifier_value = raw_identifiers.raw_value
    where raw_identifiers.normalized_value is not null
    group by raw_identifiers.identifier_type, raw_identifiers.normalized_value
),

judged as (
    select
        *,
        case
            when complained_at is not null and (granted_at is null or granted_at <= complained_at)
                then 'complained'
            when
                unsubscribed_at is not null
                and (granted_at is null or granted_at <= unsubscribed_at)
                then 'unsubscribed'
            when bounced_at is not null and (read_at is null or read_at <= bounced_at)
                then 'bounced'
        end as suppression
    from by_contact_point
),

final as (
    select
        contact_point_type,
        contact_point_key,
        suppression,
        case suppression
            when 'complained' then complained_at
            when 'unsubscribed' then unsubscribed_at
            else bounced_at
        end as suppressed_at
    from judged
    where suppression is not null
)

select * from final
