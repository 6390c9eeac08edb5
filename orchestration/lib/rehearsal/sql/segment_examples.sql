-- A few of those who would enter or leave each segment, with the reason they have or had.
with moves as (
    select
        coalesce(now.segment_id, planned.segment_id) as segment_id,
        coalesce(now.customer_id, planned.customer_id) as customer_id,
        case when now.customer_id is null then 'enters' else 'leaves' end as what,
        coalesce(planned.reason, now.reason) as reason
    from segmentation.int_segmentation__segments_matched as now
    full outer join planned_members as planned
        on now.customer_id = planned.customer_id and now.segment_id = planned.segment_id
    where now.customer_id is null or planned.customer_id is null
)

select segment_id, customer_id, what, reason
from moves
qualify row_number() over (partition by segment_id, what order by customer_id asc nulls last) <= ?
order by segment_id, what, customer_id
