{# In which groups a customer is counted, from when until when. Stages are dated by facts, segments
   by what runs saw: before the first run, only today's members are known, their
   `membership_basis` says so, and no effect is claimed of them. #}
with memberships_folded as (
    select * from {{ ref('int_segmentation__memberships_folded') }}
),

lifecycle_stays_assigned as (
    select * from {{ ref('int_segmentation__lifecycle_stays_assigned') }}
    where entered_at <= {{ as_of() }}
),

final as (
    select
        customer_id,
        'lifecycle_stage' as group_type,
        lifecycle_stage as group_id,
        'at_sending' as membership_basis,
        entered_at as valid_from_at,
        ends_at as valid_to_at
    from lifecycle_stays_assigned

    union all

    select
        customer_id,
        'segment' as group_type,
        segment_id as group_id,
        'at_sending' as membership_basis,
        entered_at as valid_from_at,
        coalesce(left_at, cast('9999-12-31' as timestamp)) as valid_to_at
    from memberships_folded

    union all

    select
        customer_id,
        'segment' as group_type,
        segment_id as group_id,
        'today' as membership_basis,
        cast('1900-01-01' as timestamp) as valid_from_at,
        entered_at as valid_to_at
    from memberships_folded
    where
        is_current
        and not_member_at is null
)

select * from final
