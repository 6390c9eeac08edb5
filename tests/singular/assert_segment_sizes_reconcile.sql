{# What was there, and who came, less who went, is what is there: day after day, and counted another
   way, by the stays that were open at the end of the day. #}
{{ config(meta={'dagster': {'ref': {'name': 'segment_daily_counts'}}}) }}

with segment_daily_counts as (
    select * from {{ ref('segment_daily_counts') }}
),

segment_membership_history as (
    select * from {{ ref('segment_membership_history') }}
),

days as (
    select
        *,
        lag(member_count) over (
            partition by segment_id order by counted_date asc nulls last
        ) as member_count_yesterday
    from segment_daily_counts
),

counted as (
    select
        days.segment_id,
        days.counted_date,
        count(segment_membership_history.membership_id) as open_stay_count
    from days
    left join segment_membership_history
        on
            days.segment_id = segment_membership_history.segment_id
            and cast(segment_membership_history.entered_at as date) <= days.counted_date
            and (
                segment_membership_history.left_at is null
                or cast(segment_membership_history.left_at as date) > days.counted_date
            )
    group by days.segment_id, days.counted_date
),

final as (
    select
        days.segment_id,
        days.counted_date,
        days.member_count
    from days
    inner join counted
        on
            days.segment_id = counted.segment_id
            and days.counted_date = counted.counted_date
    where
        days.member_count_before <> coalesce(days.member_count_yesterday, 0)
        or days.member_count <> days.member_count_before + days.entered_count - days.left_count
        or days.member_count <> counted.open_stay_count
)

select * from final
