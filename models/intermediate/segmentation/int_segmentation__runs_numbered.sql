{# A run that describes an earlier moment than the log already knows may not write into it: what was
   seen later cannot be unseen. The same moment may be described again. #}
{{ config(materialized='ephemeral') }}

with membership_log as (
    {{ previous_membership_log() }}
),

segments_before as (
    {{ previous_segment_runs() }}
),

moments_known as (
    select
        run_number,
        occurred_at as run_at
    from membership_log
    union all
    select
        cast(null as bigint) as run_number,
        run_at
    from segments_before
),

last_known as (
    select
        max(run_number) as run_number,
        max(run_at) as run_at
    from moments_known
),

final as (
    select
        cast(coalesce(run_number, 0) + 1 as bigint) as run_number,
        {{ as_of() }} as run_at,
        run_at as previous_run_at,
        {{ as_of() }} >= coalesce(run_at, {{ as_of() }}) as may_write
    from last_known
)

select * from final
