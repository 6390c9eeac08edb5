-- Pairs of segments whose overlap would pass a limit that it does not pass now.
with memberships as (
    select segment_id, customer_id, true as is_planned from planned_members
    union all
    select segment_id, customer_id, false as is_planned
    from segmentation.int_segmentation__segments_matched
),

sizes as (
    select is_planned, segment_id, count(*) as member_count
    from memberships
    group by is_planned, segment_id
),

pairs as (
    select
        one.is_planned,
        one.segment_id as left_segment_id,
        other.segment_id as right_segment_id,
        count(*) as both_count
    from memberships as one
    inner join memberships as other
        on
            one.is_planned = other.is_planned
            and one.customer_id = other.customer_id
            and one.segment_id < other.segment_id
    group by one.is_planned, one.segment_id, other.segment_id
),

measured as (
    select
        pairs.*,
        pairs.both_count
        / (left_sizes.member_count + right_sizes.member_count - pairs.both_count) as jaccard_index
    from pairs
    inner join sizes as left_sizes
        on pairs.is_planned = left_sizes.is_planned and pairs.left_segment_id = left_sizes.segment_id
    inner join sizes as right_sizes
        on pairs.is_planned = right_sizes.is_planned and pairs.right_segment_id = right_sizes.segment_id
)

select
    planned.left_segment_id,
    planned.right_segment_id,
    planned.both_count,
    coalesce(now.jaccard_index, 0) as jaccard_now,
    planned.jaccard_index as jaccard_after
from measured as planned
left join measured as now
    on
        planned.left_segment_id = now.left_segment_id
        and planned.right_segment_id = now.right_segment_id
        and not now.is_planned
where planned.is_planned and planned.jaccard_index > $1 and coalesce(now.jaccard_index, 0) <= $1
order by planned.jaccard_index desc, planned.left_segment_id, planned.right_segment_id
