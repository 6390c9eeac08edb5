{# Only what happened: a message that a campaign held back by lot is none of a customer's history.
   #}
{{ config(materialized='view') }}

with interactions_identified as (
    select * from {{ ref('int_activity__interactions_identified') }}
),

contact_outcomes as (
    select * from {{ ref('contact_outcomes') }}
),

final as (
    select
        interactions_identified.interaction_id,
        interactions_identified.customer_id,
        interactions_identified.source_name,
        interactions_identified.interaction_type,
        interactions_identified.channel,
        interactions_identified.campaign_id,
        interactions_identified.campaign_name,
        interactions_identified.campaign_kind,
        interactions_identified.topic,
        interactions_identified.status,
        interactions_identified.rating,
        interactions_identified.sentiment,
        interactions_identified.is_machine,
        interactions_identified.occurred_at
    from interactions_identified
    left join contact_outcomes
        on
            interactions_identified.interaction_type = contact_outcomes.interaction_type
            and contact_outcomes.outcome = 'withheld'
    where contact_outcomes.interaction_type is null
)

select * from final
