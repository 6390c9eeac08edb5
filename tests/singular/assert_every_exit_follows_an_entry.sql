{# Entries and exits of a customer and segment take turns, an entry first, and time does not run
   backwards. #}
{{ config(meta={'dagster': {'ref': {'name': 'int_segmentation__memberships_logged'}}}) }}

with memberships_logged as (
    select * from {{ ref('int_segmentation__memberships_logged') }}
),

in_turn as (
    select
        *,
        lag(change_type) over (
            partition by customer_id, segment_id
            order by run_number asc nulls last, change_id asc nulls last
        ) as change_type_before,
        lag(occurred_at) over (
            partition by customer_id, segment_id
            order by run_number asc nulls last, change_id asc nulls last
        ) as occurred_before_at
    from memberships_logged
),

final as (
    select
        change_id,
        customer_id,
        segment_id,
        change_type
    from in_turn
    where
        coalesce(change_type_before, 'left') = change_type
        or occurred_before_at > occurred_at
)

select * from final
