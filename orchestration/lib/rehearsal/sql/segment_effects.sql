-- Per segment: members now, who would enter and leave, members after.
select
    coalesce(now.segment_id, planned.segment_id) as segment_id,
    count(now.customer_id) as members_now,
    count(*) filter (where now.customer_id is null) as entering,
    count(*) filter (where planned.customer_id is null) as leaving,
    count(planned.customer_id) as members_after
from segmentation.int_segmentation__segments_matched as now
full outer join planned_members as planned
    on now.customer_id = planned.customer_id and now.segment_id = planned.segment_id
group by coalesce(now.segment_id, planned.segment_id)
