{# With the messages held back by lot, which are no interactions; who wants only what happened
   reads int_activity__interactions_resolved. #}
{{ config(materialized='view') }}

with interactions as (
    select * from {{ ref('input__interactions') }}
),

records_resolved as (
    select * from {{ ref('int_identity__records_resolved') }}
),

raw_identifiers_resolved as (
    select * from {{ ref('int_identity__raw_identifiers_resolved') }}
),

final as (
    select
        interactions.interaction_id,
        coalesce(records_resolved.customer_id, raw_identifiers_resolved.customer_id)
            as customer_id,
        interactions.source_name,
        interactions.interaction_type,
        interactions.channel,
        interactions.campaign_id,
        interactions.campaign_name,
        interactions.campaign_kind,
        interactions.variant,
        interactions.message_id,
        interactions.topic,
        interactions.status,
        interactions.rating,
        interactions.sentiment,
        coalesce(interactions.is_machine, false) as is_machine,
        interactions.occurred_at
    from interactions
    left join records_resolved
        on interactions.source_record_id = records_resolved.source_record_id
    left join raw_identifiers_resolved
        on
            records_resolved.customer_id is null
            and interactions.identifier_type = raw_identifiers_resolved.identifier_type
            and interactions.identifier_value = raw_identifiers_resolved.raw_value
            and interactions.occurred_at >= raw_identifiers_resolved.valid_from_at
            and interactions.occurred_at < raw_identifiers_resolved.valid_to_at
)

select * from final
