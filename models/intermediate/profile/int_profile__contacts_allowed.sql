{# Who may be addressed, and where. A permission belongs to the address it was given for, or to the
   account, which speaks for the customer's first address. One contact point per customer and
   channel, so that one person gets one message (R30). #}
with contact_points as (
    select * from {{ ref('int_profile__contact_points') }}
    where suppression is null
),

contact_channels as (
    select * from {{ ref('contact_channels') }}
),

customer_grants as (
    select * from {{ ref('int_profile__customer_consents') }}
    where
        purpose = 'marketing'
        and is_granted
),

point_consents as (
    select * from {{ ref('int_profile__contact_point_consents') }}
    where purpose = 'marketing'
),

privacy_states as (
    select * from {{ ref('int_profile__privacy_states') }}
),

customers_kept_in_touch as (
    select * from {{ ref('int_profile__customers_kept_in_touch') }}
),

account_grants as (
    select
        customer_id,
        channel,
        max(decided_at) as decided_at
    from point_consents
    where
        decision = 'granted'
        and contact_point_type in ('login', 'loyalty_id', 'social_id')
    group by customer_id, channel
),

candidates as (
    select
        contact_points.customer_id,
        contact_channels.channel,
        contact_points.contact_point_type,
        contact_points.contact_point_key,
        contact_points.contact_point,
        contact_points.contact_point_rank,
        coalesce(point_consents.decision, '') = 'granted' as is_granted_here,
        coalesce(point_consents.decided_at, account_grants.decided_at) as granted_at,
        point_consents.consent_source
    from contact_points
    inner join contact_channels
        on
            contact_points.contact_point_type = contact_channels.contact_point_type
            and {{ regexp_matches(
            'contact_points.contact_point', 'contact_channels.contact_point_pattern', true
        ) }}
    inner join customer_grants
        on
            contact_points.customer_id = customer_grants.customer_id
            and contact_channels.channel = customer_grants.channel
    inner join customers_kept_in_touch
        on contact_points.customer_id = customers_kept_in_touch.customer_id
    left join point_consents
        on
            contact_points.customer_id = point_consents.customer_id
            and contact_points.contact_point_type = point_consents.contact_point_type
            and contact_points.contact_point_key = point_consents.contact_point_key
            and contact_channels.channel = point_consents.channel
    left join account_grants
        on
            contact_points.customer_id = account_grants.customer_id
            and contact_channels.channel = account_grants.channel
    left join privacy_states
        on contact_points.customer_id = privacy_states.customer_id
    where
        not coalesce(privacy_states.has_objection, false)
        and not coalesce(privacy_states.has_erasure_request, false)
        and (
            point_consents.decision = 'granted'
            or (
                point_consents.decision is null
                and contact_points.is_primary
                and account_grants.customer_id is not null
            )
        )
        and (
            customers_kept_in_touch.has_bought
            or customers_kept_in_touch.last_seen_at >= {{ dbt.dateadd(
                'day', '-contact_channels.inactive_after_days', as_of()
            ) }}
        )
),

ranked as (
    select
        *,
        row_number() over (
            partition by customer_id, channel
            order by
                case when is_granted_here then 0 else 1 end asc nulls last,
                contact_point_rank asc nulls last,
                contact_point_key asc nulls last
        ) as choice
    from candidates
),

final as (
    select
        customer_id,
        channel,
        contact_point_type,
        contact_point,
        is_granted_here,
        granted_at,
        consent_source
    from ranked
    where choice = 1
)

select * from final
