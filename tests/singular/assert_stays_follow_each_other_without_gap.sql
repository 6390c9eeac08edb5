{# Each stay begins when the one before it ended, at another stage than that, and only the last one
   is open. #}
{{ config(meta={'dagster': {'ref': {'name': 'customer_lifecycle_history'}}}) }}

with lifecycle_history as (
    select * from {{ ref('customer_lifecycle_history') }}
),

followed as (
    select
        *,
        lead(entered_at) over (
            partition by customer_id order by stay_number asc nulls last
        ) as next_entered_at,
        lag(lifecycle_stage) over (
            partition by customer_id order by stay_number asc nulls last
        ) as stage_before
    from lifecycle_history
),

final as (
    select
        customer_id,
        stay_number
    from followed
    where
        coalesce(left_at, cast('9999-12-31' as timestamp))
        <> coalesce(next_entered_at, cast('9999-12-31' as timestamp))
        or coalesce(previous_stage, 'none') <> coalesce(stage_before, 'none')
        or previous_stage = lifecycle_stage
        or left_at <= entered_at
)

select * from final
