{# What all segments together are judged by. Shares of segments are of those in force, shares of the
   base are of everybody who may be profiled. #}
with segments_sized as (
    select * from {{ ref('int_segmentation__segments_sized') }}
    where is_in_force
),

segments_judged as (
    select * from {{ ref('int_segmentation__segments_judged') }}
),

customers_profiled as (
    select * from {{ ref('int_profile__customers_profiled') }}
    where is_profiled
),

segments_matched as (
    select * from {{ ref('int_segmentation__segments_matched') }}
),

settings as (
    select * from {{ ref('segment_quality_settings') }}
),

verdicts_by_segment as (
    select
        segment_id,
        max(case when verdict = 'too_small' then 1 else 0 end) as is_too_small,
        max(case when verdict = 'too_coarse' then 1 else 0 end) as is_too_coarse
    from segments_judged
    group by segment_id
),

segments_counted as (
    select
        cast(count(*) as double) as segment_count,
        avg(cast(verdicts_by_segment.is_too_small as double)) as too_small_share,
        avg(cast(verdicts_by_segment.is_too_coarse as double)) as too_coarse_share
    from segments_sized
    left join verdicts_by_segment
        on segments_sized.segment_id = verdicts_by_segment.segment_id
),

segments_by_customer as (
    select
        customers_profiled.customer_id,
        count(segments_matched.segment_id) as segment_count
    from customers_profiled
    left join segments_matched
        on customers_profiled.customer_id = segments_matched.customer_id
    group by customers_profiled.customer_id
),

customers_counted as (
    select
        avg(case when segments_by_customer.segment_count = 0 then 1.0 else 0.0 end)
            as share_in_none,
        avg(case
            when segments_by_customer.segment_count > settings.setting_value then 1.0
            else 0.0
        end) as share_in_many,
        max(settings.setting_value) as many_segments
    from segments_by_customer
    inner join settings
        on settings.setting = 'many_segments'
),

figures as (
    select
        'segment_count' as measure,
        segment_count as figure,
        cast(null as integer) as named_number
    from segments_counted
    union all
    select
        'too_small_share' as measure,
        too_small_share as figure,
        cast(null as integer) as named_number
    from segments_counted
    union all
    select
        'too_coarse_share' as measure,
        too_coarse_share as figure,
        cast(null as integer) as named_number
    from segments_counted
    union all
    select
        'share_in_none' as measure,
        share_in_none as figure,
        cast(null as integer) as named_number
    from customers_counted
    union all
    select
        'share_in_many' as measure,
        share_in_many as figure,
        many_segments as named_number
    from customers_counted
),

final as (
    select
        '*' as segment_id,
        measure,
        cast(figure as double) as figure,
        cast(null as {{ dbt.type_string() }}) as other_id,
        cast(named_number as {{ dbt.type_string() }}) as other_fr,
        cast(named_number as {{ dbt.type_string() }}) as other_en
    from figures
)

select * from final
