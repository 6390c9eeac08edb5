{{ config(enabled=var('stewardship_enabled'), materialized='view') }}

with decisions as (
    select * from {{ ref('stg_stewardship__decisions') }}
),

final as (
    select
        {{ dbt.concat(["'stewardship:'", 'decision_number']) }} as decision_id,
        'stewardship' as source_name,
        source_record_id,
        decision,
        left_type,
        left_value,
        right_type,
        right_value,
        reason,
        decided_by,
        is_withdrawn,
        decided_at,
        ingested_at
    from decisions
)

select * from final
