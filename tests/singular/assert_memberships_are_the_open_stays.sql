{# Whoever the log has as a member is one now, and the other way round; but for a run that describes
   an earlier moment than the log has seen, which tells of a day gone by. #}
{{ config(meta={'dagster': {'ref': {'name': 'segment_membership_history'}}}) }}

with segment_memberships as (
    select * from {{ ref('segment_memberships') }}
),

open_stays as (
    select * from {{ ref('segment_membership_history') }}
    where is_current
),

segment_runs as (
    select * from {{ ref('int_segmentation__segment_runs') }}
),

last_run as (
    select max(run_at) as run_at
    from segment_runs
),

final as (
    select
        coalesce(segment_memberships.customer_id, open_stays.customer_id) as customer_id,
        coalesce(segment_memberships.segment_id, open_stays.segment_id) as segment_id
    from segment_memberships
    full outer join open_stays
        on
            segment_memberships.customer_id = open_stays.customer_id
            and segment_memberships.segment_id = open_stays.segment_id
    cross join last_run
    where
        (segment_memberships.customer_id is null or open_stays.customer_id is null)
        and {{ as_of() }} >= last_run.run_at
)

select * from final
