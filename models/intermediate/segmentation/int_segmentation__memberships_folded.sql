{# The log, folded: each entry with the exit that follows it, if there is one. #}
with memberships_logged as (
    select * from {{ ref('int_segmentation__memberships_logged') }}
),

followed as (
    select
        *,
        lead(change_id) over (
            partition by customer_id, segment_id
            order by run_number asc nulls last, change_id asc nulls last
        ) as left_change_id
    from memberships_logged
),

exits as (
    select * from memberships_logged
    where change_type = 'left'
),

final as (
    select
        followed.change_id as membership_id,
        followed.customer_id,
        followed.segment_id,
        followed.definition_hash,
        followed.reason,
        followed.previous_run_at as not_member_at,
        followed.occurred_at as entered_at,
        followed.cause as entered_cause,
        exits.previous_run_at as last_member_at,
        exits.occurred_at as left_at,
        exits.cause as left_cause,
        exits.change_id is null as is_current
    from followed
    left join exits
        on followed.left_change_id = exits.change_id
    where followed.change_type = 'entered'
)

select * from final
