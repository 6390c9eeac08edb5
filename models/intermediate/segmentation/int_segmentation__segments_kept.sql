{# How many of the members of a month ago still are. Only people whose data changed are lost: who
   left because the rule changed, was merged or objected says nothing of how lasting the segment is. #}
with segment_runs as (
    select * from {{ ref('int_segmentation__segment_runs') }}
),

memberships_folded as (
    select * from {{ ref('int_segmentation__memberships_folded') }}
),

settings as (
    select * from {{ ref('segment_quality_settings') }}
),

last_run as (
    select max(run_at) as run_at
    from segment_runs
),

compared_runs as (
    select
        last_run.run_at,
        coalesce(
            max(case
                when
                    segment_runs.run_at
                    <= {{ dbt.dateadd('day', '-settings.setting_value', 'last_run.run_at') }}
                    then segment_runs.run_at
            end),
            min(segment_runs.run_at)
        ) as kept_since_at
    from last_run
    inner join segment_runs
        on last_run.run_at > segment_runs.run_at
    inner join settings
        on settings.setting = 'stability_days'
    group by last_run.run_at
),

members_then as (
    select
        memberships_folded.segment_id,
        memberships_folded.customer_id,
        memberships_folded.left_cause,
        compared_runs.kept_since_at
    from memberships_folded
    inner join compared_runs
        on
            memberships_folded.entered_at <= compared_runs.kept_since_at
            and (
                memberships_folded.left_at is null
                or memberships_folded.left_at > compared_runs.kept_since_at
            )
),

members_now as (
    select
        customer_id,
        segment_id
    from memberships_folded
    where is_current
),

counted as (
    select
        members_then.segment_id,
        members_then.kept_since_at,
        sum(case when members_now.customer_id is not null then 1 else 0 end) as kept_count,
        sum(case
            when members_now.customer_id is null and members_then.left_cause = 'data_changed' then 1
            else 0
        end) as lost_count
    from members_then
    left join members_now
        on
            members_then.customer_id = members_now.customer_id
            and members_then.segment_id = members_now.segment_id
    group by members_then.segment_id, members_then.kept_since_at
),

final as (
    select
        segment_id,
        kept_since_at,
        cast(kept_count as integer) as kept_count,
        cast(lost_count as integer) as lost_count,
        kept_count / nullif(cast(kept_count + lost_count as double), 0) as kept_share
    from counted
)

select * from final
