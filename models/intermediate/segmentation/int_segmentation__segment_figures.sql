{# What a segment is judged by, one figure a row, with the segment or the behaviour it is about. #}
with segments_defined as (
    select * from {{ ref('int_segmentation__segments_defined') }}
),

segments_sized as (
    select * from {{ ref('int_segmentation__segments_sized') }}
),

segment_pairs as (
    select * from {{ ref('int_segmentation__segment_pairs') }}
),

segments_kept as (
    select * from {{ ref('int_segmentation__segments_kept') }}
),

segments_measured as (
    select * from {{ ref('int_segmentation__segments_measured') }}
),

measures as (
    select * from {{ ref('segment_quality_measures') }}
),

pairs_both_ways as (
    select
        left_segment_id as segment_id,
        right_segment_id as other_id,
        jaccard_index,
        both_count / nullif(cast(left_count as double), 0) as share_within
    from segment_pairs
    union all
    select
        right_segment_id as segment_id,
        left_segment_id as other_id,
        jaccard_index,
        both_count / nullif(cast(right_count as double), 0) as share_within
    from segment_pairs
),

candidates as (
    select
        segment_id,
        'greatest_jaccard' as measure,
        jaccard_index as figure,
        -jaccard_index as figure_order,
        other_id
    from pairs_both_ways
    union all
    select
        segment_id,
        'greatest_share_within' as measure,
        share_within as figure,
        -share_within as figure_order,
        other_id
    from pairs_both_ways
    union all
    select
        segment_id,
        'greatest_eta_squared' as measure,
        eta_squared as figure,
        -eta_squared as figure_order,
        measure as other_id
    from segments_measured
    union all
    select
        segment_id,
        'least_deviation_ratio' as measure,
        deviation_ratio as figure,
        deviation_ratio as figure_order,
        measure as other_id
    from segments_measured
),

ranked as (
    select
        *,
        row_number() over (
            partition by segment_id, measure
            order by figure_order asc nulls last, other_id asc nulls last
        ) as figure_rank
    from candidates
),

figures as (
    select
        segment_id,
        measure,
        figure,
        case
            when figure <> 0 or measure not in ('greatest_jaccard', 'greatest_share_within')
                then other_id
        end as other_id
    from ranked
    where figure_rank = 1
    union all
    select
        segment_id,
        'is_in_force' as measure,
        case when is_in_force then 1 else 0 end as figure,
        cast(null as {{ dbt.type_string() }}) as other_id
    from segments_sized
    union all
    select
        segment_id,
        'member_count' as measure,
        member_count as figure,
        cast(null as {{ dbt.type_string() }}) as other_id
    from segments_sized
    union all
    select
        segment_id,
        'share_of_base' as measure,
        share_of_base as figure,
        cast(null as {{ dbt.type_string() }}) as other_id
    from segments_sized
    union all
    select
        segment_id,
        'kept_share' as measure,
        kept_share as figure,
        cast(null as {{ dbt.type_string() }}) as other_id
    from segments_kept
),

final as (
    select
        figures.segment_id,
        figures.measure,
        cast(figures.figure as double) as figure,
        figures.other_id,
        coalesce(segments_defined.name_fr, measures.name_fr) as other_fr,
        coalesce(segments_defined.name_en, measures.name_en) as other_en
    from figures
    left join segments_defined
        on
            figures.other_id = segments_defined.segment_id
            and figures.measure in ('greatest_jaccard', 'greatest_share_within')
    left join measures
        on
            figures.other_id = measures.measure
            and figures.measure in ('greatest_eta_squared', 'least_deviation_ratio')
)

select * from final
