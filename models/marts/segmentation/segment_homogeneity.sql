{# Figures are rounded, because sums of floating-point numbers depend on the order of rows. #}
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
        round(segments_measured.member_mean, 6) as member_mean,
        round(segments_measured.rest_mean, 6) as rest_mean,
        round(segments_measured.base_mean, 6) as base_mean,
        round(segments_measured.member_deviation, 6) as member_deviation,
        round(segments_measured.base_deviation, 6) as base_deviation,
        round(segments_measured.deviation_ratio, 6) as deviation_ratio,
        round(segments_measured.variation_ratio, 6) as variation_ratio,
        round(segments_measured.eta_squared, 6) as eta_squared,
        {{ as_of() }} as as_of_at
    from segments_measured
    inner join measures
        on segments_measured.measure = measures.measure
    order by segments_measured.segment_id, segments_measured.measure
)

select * from final
