{# Whom the last run left as members, with whom they have become if they were merged away since.
   Ephemeral, so that it is always read off the log as it stands when changes are computed. #}
{{ config(materialized='ephemeral') }}

with membership_log as (
    {{ previous_membership_log() }}
),

customer_registry as (
    select * from {{ ref('int_identity__customer_registry') }}
),

last_changes as (
    select
        *,
        row_number() over (
            partition by customer_id, segment_id
            order by run_number desc nulls last, change_id asc nulls last
        ) as recency
    from membership_log
),

final as (
    select
        last_changes.customer_id,
        last_changes.segment_id,
        last_changes.definition_hash,
        last_changes.occurred_at as entered_at,
        customer_registry.redirects_to_customer_id
    from last_changes
    left join customer_registry
        on last_changes.customer_id = customer_registry.customer_id
    where
        last_changes.recency = 1
        and last_changes.change_type = 'entered'
)

select * from final
