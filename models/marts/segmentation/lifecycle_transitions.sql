{# A mean would be ruled by the few who stayed for years, so the time before a change is a median:
   the day by which half of those who made the change had made it. #}
with lifecycle_history as (
    select * from {{ ref('customer_lifecycle_history') }}
    where next_stage is not null
),

changes as (
    select
        cast(null as date) as month_date,
        customer_id,
        stay_number,
        lifecycle_stage as from_stage,
        next_stage as to_stage,
        duration_days
    from lifecycle_history

    union all

    select
        cast({{ dbt.date_trunc('month', 'left_at') }} as date) as month_date,
        customer_id,
        stay_number,
        lifecycle_stage as from_stage,
        next_stage as to_stage,
        duration_days
    from lifecycle_history
),

ranked as (
    select
        *,
        row_number() over (
            partition by month_date, from_stage, to_stage
            order by
                duration_days asc nulls last,
                customer_id asc nulls last,
                stay_number asc nulls last
        ) as duration_rank,
        count(*) over (partition by month_date, from_stage, to_stage) as change_count
    from changes
),

counted as (
    select
        month_date,
        from_stage,
        to_stage,
        count(*) as transition_count,
        count(distinct customer_id) as customer_count,
        min(case when 2 * duration_rank >= change_count then duration_days end)
            as median_days_before
    from ranked
    group by month_date, from_stage, to_stage
),

final as (
    select
        month_date,
        from_stage,
        to_stage,
        cast(transition_count as integer) as transition_count,
        cast(customer_count as integer) as customer_count,
        round(
            transition_count * cast(1 as double)
            / sum(transition_count) over (partition by month_date, from_stage),
            4
        ) as share_of_leavers,
        median_days_before
    from counted
    order by month_date nulls first, from_stage, to_stage
)

select * from final
