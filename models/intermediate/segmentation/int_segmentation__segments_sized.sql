{# The base is everybody who may be profiled: nobody else could be a member. #}
with segments_defined as (
    select * from {{ ref('int_segmentation__segments_defined') }}
),

segments_matched as (
    select * from {{ ref('int_segmentation__segments_matched') }}
),

customers_profiled as (
    select * from {{ ref('int_profile__customers_profiled') }}
    where is_profiled
),

base as (
    select count(*) as base_count
    from customers_profiled
),

members as (
    select
        segment_id,
        count(*) as member_count
    from segments_matched
    group by segment_id
),

final as (
    select
        segments_defined.segment_id,
        segments_defined.is_in_force,
        cast(coalesce(members.member_count, 0) as integer) as member_count,
        cast(base.base_count as integer) as base_count,
        coalesce(members.member_count, 0) / nullif(cast(base.base_count as double), 0)
            as share_of_base
    from segments_defined
    cross join base
    left join members
        on segments_defined.segment_id = members.segment_id
)

select * from final
