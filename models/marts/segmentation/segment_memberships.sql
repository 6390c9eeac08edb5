with segments_matched as (
    select * from {{ ref('int_segmentation__segments_matched') }}
),

segments as (
    select * from {{ ref('segments') }}
),

final as (
    select
        segments_matched.customer_id,
        segments_matched.segment_id,
        segments.name_fr,
        segments.name_en,
        segments.purpose,
        segments.owner,
        segments_matched.reason,
        {{ as_of() }} as as_of_at
    from segments_matched
    inner join segments
        on segments_matched.segment_id = segments.segment_id
    order by segments_matched.customer_id, segments_matched.segment_id
)

select * from final
