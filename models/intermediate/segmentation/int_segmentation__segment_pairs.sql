{# Every pair of segments in force, once, the lesser id to the left; pairs with nobody in common too. #}
with segments_matched as (
    select * from {{ ref('int_segmentation__segments_matched') }}
),

segments_sized as (
    select * from {{ ref('int_segmentation__segments_sized') }}
    where is_in_force
),

members_in_both as (
    select
        one.segment_id as left_segment_id,
        other.segment_id as right_segment_id,
        count(*) as both_count
    from segments_matched as one
    inner join segments_matched as other
        on
            one.customer_id = other.customer_id
            and one.segment_id < other.segment_id
    group by one.segment_id, other.segment_id
),

counted as (
    select
        one.segment_id as left_segment_id,
        other.segment_id as right_segment_id,
        one.member_count as left_count,
        other.member_count as right_count,
        one.base_count,
        coalesce(members_in_both.both_count, 0) as both_count,
        one.member_count + other.member_count - coalesce(members_in_both.both_count, 0)
            as either_count,
        case
            when one.member_count < other.member_count then one.member_count
            else other.member_count
        end as smaller_count
    from segments_sized as one
    inner join segments_sized as other
        on one.segment_id < other.segment_id
    left join members_in_both
        on
            one.segment_id = members_in_both.left_segment_id
            and other.segment_id = members_in_both.right_segment_id
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
