{# Every pair of segments in force once, the lesser id left, with nobody in common or many. #}
with segments_matched as (
    select * from {{ ref('int_segmentation__segments_matched') }}
),

segments_sized as (
    select * from {{ ref('int_segmentation__segments_sized') }}
    where is_in_force
),

members_in_both as (
    select
        segments_matched.segment_id as left_segment_id,
        other_members.segment_id as right_segment_id,
        count(*) as both_count
    from segments_matched
    inner join segments_matched as other_members
        on
            segments_matched.customer_id = other_members.customer_id
            and segments_matched.segment_id < other_members.segment_id
    group by segments_matched.segment_id, other_members.segment_id
),

counted as (
    select
        segments_sized.segment_id as left_segment_id,
        other_segments.segment_id as right_segment_id,
        segments_sized.member_count as left_count,
        other_segments.member_count as right_count,
        segments_sized.base_count,
        coalesce(members_in_both.both_count, 0) as both_count,
        segments_sized.member_count + other_segments.member_count
        - coalesce(members_in_both.both_count, 0)
            as either_count,
        case
            when segments_sized.member_count < other_segments.member_count
                then segments_sized.member_count
            else other_segments.member_count
        end as smaller_count
    from segments_sized
    inner join segments_sized as other_segments
        on segments_sized.segment_id < other_segments.segment_id
    left join members_in_both
        on
            segments_sized.segment_id = members_in_both.left_segment_id
            and other_segments.segment_id = members_in_both.right_segment_id
),

final as (
    select
        left_segment_id,
        right_segment_id,
        left_count,
        right_count,
        cast(both_count as integer) as both_count,
        cast(either_count as integer) as either_count,
        both_count / nullif(cast(either_count as double), 0) as jaccard_index,
        both_count / nullif(cast(smaller_count as double), 0) as share_of_smaller,
        left_count * cast(right_count as double) / nullif(base_count, 0) as expected_both_count,
        both_count * cast(base_count as double)
        / nullif(left_count * cast(right_count as double), 0) as lift
    from counted
)

select * from final
