with segments_defined as (
    select * from {{ ref('int_segmentation__segments_defined') }}
),

segment_runs as (
    select * from {{ ref('int_segmentation__segment_runs') }}
),

segment_quality as (
    select * from {{ ref('segment_quality') }}
),

-- Since the last run that had the segment defined otherwise, or since the first run of all.
defined_otherwise as (
    select
        segments_defined.segment_id,
        max(segment_runs.run_at) as run_at
    from segments_defined
    inner join segment_runs
        on
            segments_defined.segment_id = segment_runs.segment_id
            and segments_defined.definition_hash <> segment_runs.definition_hash
    group by segments_defined.segment_id
),

defined_since as (
    select
        segment_runs.segment_id,
        min(segment_runs.run_at) as defined_since_at
    from segment_runs
    left join defined_otherwise
        on segment_runs.segment_id = defined_otherwise.segment_id
    where defined_otherwise.run_at is null or segment_runs.run_at > defined_otherwise.run_at
    group by segment_runs.segment_id
),

final as (
    select
        segments_defined.segment_id,
        segments_defined.name_fr,
        segments_defined.name_en,
        segments_defined.description,
        segments_defined.purpose,
        segments_defined.owner,
        segments_defined.predicate,
        segments_defined.reason_template,
        segments_defined.valid_from_date,
        segments_defined.valid_to_date,
        segments_defined.is_in_force,
        segments_defined.definition_hash,
        defined_since.defined_since_at,
        segment_quality.member_count,
        segment_quality.share_of_base,
        segment_quality.verdict,
        segment_quality.verdict_fr,
        segment_quality.verdict_en,
        segments_defined.reason,
        {{ as_of() }} as as_of_at
    from segments_defined
    left join segment_quality
        on segments_defined.segment_id = segment_quality.segment_id
    left join defined_since
        on segments_defined.segment_id = defined_since.segment_id
    order by segments_defined.segment_id
)

select * from final
