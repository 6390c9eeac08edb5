{# Messages sent and messages held back, with the first reaction of each kind. What was held back
   has none, and is a contact for comparisons only. A message told twice is one. #}
with interactions_identified as (
    select * from {{ ref('int_activity__interactions_identified') }}
    where occurred_at <= {{ as_of() }}
),

contact_outcomes as (
    select * from {{ ref('contact_outcomes') }}
),

outcomes as (
    select
        interactions_identified.*,
        contact_outcomes.outcome,
        coalesce(interactions_identified.message_id, interactions_identified.interaction_id)
            as message_key
    from interactions_identified
    inner join contact_outcomes
        on interactions_identified.interaction_type = contact_outcomes.interaction_type
),

messages as (
    select
        *,
        row_number() over (
            partition by source_name, message_key
            order by occurred_at asc nulls last, interaction_id asc nulls last
        ) as telling
    from outcomes
    where outcome in ('sent', 'withheld')
),

reactions as (
    select
        messages.interaction_id as contact_id,
        max(case when outcomes.outcome = 'bounced' then 1 else 0 end) = 1 as is_bounced,
        {%- for outcome in ['opened', 'clicked', 'unsubscribed', 'complained'] %}
            min(case
                when outcomes.outcome = '{{ outcome }}' and not outcomes.is_machine
                    then outcomes.occurred_at
            end) as {{ outcome }}_at,
        {%- endfor %}
        min(case when outcomes.is_machine then outcomes.occurred_at end) as machine_opened_at
    from messages
    inner join outcomes
        on
            messages.source_name = outcomes.source_name
            and messages.message_key = outcomes.message_key
            and messages.occurred_at <= outcomes.occurred_at
    where messages.telling = 1 and outcomes.outcome not in ('sent', 'withheld')
    group by messages.interaction_id
),

final as (
    select
        messages.interaction_id as contact_id,
        messages.customer_id,
        messages.channel,
        messages.campaign_id,
        messages.campaign_name,
        messages.campaign_kind,
        messages.variant,
        messages.outcome = 'withheld' as is_withheld,
        coalesce(reactions.is_bounced, false) as is_bounced,
        messages.occurred_at as contacted_at,
        reactions.opened_at,
        reactions.clicked_at,
        reactions.unsubscribed_at,
        reactions.complained_at,
        reactions.machine_opened_at
    from messages
    left join reactions
        on messages.interaction_id = reactions.contact_id
    where messages.telling = 1
)

select * from final
