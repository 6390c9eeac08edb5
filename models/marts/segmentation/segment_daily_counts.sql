{# Sizes are what the log adds up to, so that an erased person is missing from every day, and the
   days still add up. #}
with segment_runs as (
    select * from {{ ref('int_segmentation__segment_runs') }}
),

memberships_logged as (
    select * from {{ ref('int_segmentation__memberships_logged') }}
),

runs_ranked as (
    select
        *,
        cast(run_at as date) as counted_date,
        row_number() over (
            partition by segment_id, cast(run_at as date) order by run_at desc nulls last
        ) as run_rank
    from segment_runs
),

last_runs as (
    select * from runs_ranked
    where run_rank = 1
),

changes_counted as (
    select
        segment_id,
        cast(occurred_at as date) as counted_date,
        sum(case when change_type = 'entered' then 1 else 0 end) as entered_count,
        sum(case when change_type = 'left' then 1 else 0 end) as left_count,
        sum(case when change_type = 'entered' and cause like 'definition_%' then 1 else 0 end)
            as entered_by_definition_count,
        sum(case when change_type = 'left' and cause like 'definition_%' then 1 else 0 end)
            as left_by_definition_count
    from memberships_logged
    group by segment_id, cast(occurred_at as date)
),

-- A segment that the seed holds no more is in no run, but it was left on a day.
days as (
    select
        coalesce(last_runs.segment_id, changes_counted.segment_id) as segment_id,
        coalesce(last_runs.counted_date, changes_counted.counted_date) as counted_date,
        last_runs.definition_hash,
        coalesce(last_runs.is_in_force, false) as is_in_force,
        coalesce(changes_counted.entered_count, 0) as entered_count,
        coalesce(changes_counted.left_count, 0) as left_count,
        coalesce(changes_counted.entered_by_definition_count, 0) as entered_by_definition_count,
        coalesce(changes_counted.left_by_definition_count, 0) as left_by_definition_count
    from last_runs
    full outer join changes_counted
        on
            last_runs.segment_id = changes_counted.segment_id
            and last_runs.counted_date = changes_counted.counted_date
),

added_up as (
    select
        *,
        sum(entered_count - left_count) over (
            partition by segment_id order by counted_date asc nulls last
        ) as member_count
    from days
),

final as (
    select
        segment_id,
        counted_date,
        cast(member_count - entered_count + left_count as integer) as member_count_before,
        cast(entered_count as integer) as entered_count,
        cast(left_count as integer) as left_count,
        cast(member_count as integer) as member_count,
        cast(entered_by_definition_count as integer) as entered_by_definition_count,
        cast(left_by_definition_count as integer) as left_by_definition_count,
        definition_hash,
        coalesce(
            definition_hash <> lag(definition_hash) over (
                partition by segment_id order by counted_date asc nulls last
            ), false
        ) as is_definition_changed,
        is_in_force
    from added_up
    order by segment_id, counted_date
)

select * from final
