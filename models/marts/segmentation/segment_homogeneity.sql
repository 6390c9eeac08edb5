with segments_measured as (
    select * from {{ ref('int_segmentation__segments_measured') }}
),

measures as (
    select * from {{ ref('segment_quality_measures') }}
),

final as (
    select
        segments_measured.segment_id,
        segments_measured.measure,
        measures.name_fr as measure_fr,
        measures.name_en as measure_en,
        segments_measured.currency,
        segments_measured.is_published,
        segments_measured.measured_count,
        segments_measured.member_mean,
        segments_measured.rest_mean,
        segments_measured.base_mean,
        segments_measured.member_deviation,
        segments_measured.base_deviation,
        segments_measured.deviation_ratio,
        segments_measured.variation_ratio,
        segments_measured.eta_squared,
        {{ as_of() }} as as_of_at
    from segments_measured
    inner join measures
        on segments_measured.measure = measures.measure
    order by segments_measured.segment_id, segments_measured.measure
)

select * from final
