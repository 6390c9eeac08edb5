{#
The log that ids live in: whatever happens to a customer id is appended, once, and the registry is
what the log adds up to. Never rebuilt by a full refresh, because nothing else remembers the ids. Of
an erased customer only the erasure stays.
#}
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    full_refresh=false,
    on_schema_change='fail',
    post_hook="delete from {{ this }}
        where event_type <> 'erased' and customer_id in (
            select erased.customer_id from {{ this }} as erased where erased.event_type = 'erased'
        )"
) }}

with changes as (
    select * from {{ ref('int_identity__customer_changes') }}
),

evidence as (
    select * from {{ ref('int_identity__merge_evidence') }}
),

final as (
    select
        changes.event_id,
        changes.run_number,
        changes.customer_id,
        changes.event_type,
        changes.other_customer_id,
        changes.anchor_hash,
        changes.anchor_ingested_at,
        changes.anchor_seen_at,
        changes.occurred_at,
        evidence.method,
        evidence.evidence_record_id,
        evidence.rule
    from changes
    left join evidence
        on changes.event_id = evidence.event_id
)

select * from final
