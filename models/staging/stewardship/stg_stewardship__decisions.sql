{{ config(enabled=var('stewardship_enabled'), materialized='view') }}

with source as (
    select * from {{ ref('base_stewardship__decisions') }}
    where _outcome = 'kept'
),

renamed as (
    select
        {{ source_record_id('stewardship', 'decisions', 'decision_id') }} as source_record_id,
        decision_id as decision_number,
        decision,
        {{ identifier_type('left_type') }} as left_type,
        left_value,
        {{ identifier_type('right_type') }} as right_type,
        right_value,
        reason,
        decided_by,
        coalesce(is_withdrawn, false) as is_withdrawn,
        decided_at,
        ingested_at
    from source
)

select * from renamed
