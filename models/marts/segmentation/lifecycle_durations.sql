{# How long a stage lasts, though many stays have not ended yet: Kaplan and Meier's estimate
   (Journal of the American Statistical Association 53, 1958) lets an open stay count for as long as
   it has been seen. `stayed_share` is the product, over the days on which stays ended, of the share
   that did not end; the logarithm of nothing is left out, where nobody is left. #}
with lifecycle_history as (
    select * from {{ ref('customer_lifecycle_history') }}
),

lifecycle_stages as (
    select * from {{ ref('lifecycle_stages') }}
),

by_day as (
    select
        lifecycle_stage,
        duration_days,
        count(*) as stay_count,
        sum(case when is_current then 0 else 1 end) as ended_count
    from lifecycle_history
    group by lifecycle_stage, duration_days
),

exposed as (
    select
        *,
        sum(stay_count) over (
            partition by lifecycle_stage
            order by duration_days desc nulls last
            rows between unbounded preceding and current row
        ) as at_risk_count
    from by_day
),

survived as (
    select
        lifecycle_stage,
        duration_days,
        sum(case
            when ended_count < at_risk_count
                then ln(1 - ended_count * cast(1 as double) / at_risk_count)
        end) over (
            partition by lifecycle_stage
            order by duration_days asc nulls last
            rows between unbounded preceding and current row
        ) as log_share,
        ended_count = at_risk_count as is_over
    from exposed
),

quartiles as (
    select
        lifecycle_stage,
        min(case when is_over or exp(log_share) <= 0.75 then duration_days end) as p25_days,
        min(case when is_over or exp(log_share) <= 0.5 then duration_days end) as median_days,
        min(case when is_over or exp(log_share) <= 0.25 then duration_days end) as p75_days
    from survived
    group by lifecycle_stage
),

returned as (
    select
        lifecycle_history.lifecycle_stage,
        lifecycle_history.left_at,
        lifecycle_history.is_current,
        lifecycle_history.duration_days,
        lifecycle_stages.short_stay_days,
        lead(lifecycle_history.entered_at) over (
            partition by lifecycle_history.customer_id, lifecycle_history.lifecycle_stage
            order by lifecycle_history.stay_number asc nulls last
        ) as returned_at
    from lifecycle_history
    inner join lifecycle_stages
        on lifecycle_history.lifecycle_stage = lifecycle_stages.lifecycle_stage
),

counted as (
    select
        lifecycle_stage,
        min(short_stay_days) as short_stay_days,
        count(*) as stay_count,
        sum(case when is_current then 1 else 0 end) as current_count,
        sum(case when not is_current and duration_days < short_stay_days then 1 else 0 end)
            as short_stay_count,
        sum(case
            when returned_at < {{ dbt.dateadd('day', 'short_stay_days', 'left_at') }} then 1
            else 0
        end) as quick_return_count
    from returned
    group by lifecycle_stage
),

final as (
    select
        counted.lifecycle_stage,
        lifecycle_stages.name_fr,
        lifecycle_stages.name_en,
        cast(counted.stay_count as integer) as stay_count,
        cast(counted.current_count as integer) as current_count,
        quartiles.p25_days,
        quartiles.median_days,
        quartiles.p75_days,
        counted.short_stay_days,
        cast(counted.short_stay_count as integer) as short_stay_count,
        cast(counted.quick_return_count as integer) as quick_return_count,
        round(
            counted.short_stay_count * cast(1 as double)
            / nullif(counted.stay_count - counted.current_count, 0),
            4
        ) as short_stay_share
    from counted
    inner join quartiles
        on counted.lifecycle_stage = quartiles.lifecycle_stage
    inner join lifecycle_stages
        on counted.lifecycle_stage = lifecycle_stages.lifecycle_stage
    order by lifecycle_stages.stage_rank
)

select * from final
