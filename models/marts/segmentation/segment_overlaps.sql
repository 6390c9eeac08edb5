with segment_pairs as (
    select * from {{ ref('int_segmentation__segment_pairs') }}
),

final as (
    select
        left_segment_id,
        right_segment_id,
        left_count,
        right_count,
        both_count,
        either_count,
        jaccard_index,
        share_of_smaller,
        expected_both_count,
        lift,
        {{ as_of() }} as as_of_at
    from segment_pairs
    order by left_segment_id, right_segment_id
)

select * from final
