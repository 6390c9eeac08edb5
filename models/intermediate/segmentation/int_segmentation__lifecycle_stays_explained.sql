{# What was counted at the moment a customer entered a stage, for every signal of the stage's
   conditions, and the first signal, in the order of the seed, that fell on the moment of leaving:
   where none did, time alone ended the stay. #}
with stays_assigned as (
    select * from {{ ref('int_segmentation__lifecycle_stays_assigned') }}
    where entered_at <= {{ as_of() }}
),

conditions as (
    select * from {{ ref('lifecycle_conditions') }}
),

windows_fitted as (
    select * from {{ ref('int_segmentation__lifecycle_windows_fitted') }}
),

signals_dated as (
    select * from {{ ref('int_segmentation__lifecycle_signals_dated') }}
),

lifecycle_signals as (
    select * from {{ ref('lifecycle_signals') }}
),

looked_at as (
    select
        stays_assigned.customer_id,
        stays_assigned.stay_number,
        stays_assigned.entered_at,
        conditions.signal,
        coalesce(windows_fitted.window_days, conditions.window_days) as window_days
    from stays_assigned
    inner join conditions
        on stays_assigned.lifecycle_stage = conditions.lifecycle_stage
    left join windows_fitted
        on
            stays_assigned.customer_id = windows_fitted.customer_id
            and conditions.condition_id = windows_fitted.condition_id
    group by
        stays_assigned.customer_id,
        stays_assigned.stay_number,
        stays_assigned.entered_at,
        conditions.signal,
        coalesce(windows_fitted.window_days, conditions.window_days)
),

counted as (
    select
        looked_at.customer_id,
        looked_at.stay_number,
        looked_at.signal,
        looked_at.window_days,
        count(signals_dated.signal_number) as signal_count
    from looked_at
    left join signals_dated
        on
            looked_at.customer_id = signals_dated.customer_id
            and looked_at.signal = signals_dated.signal
            and looked_at.entered_at >= signals_dated.first_at
            and looked_at.entered_at < signals_dated.replaced_at
            and (
                looked_at.window_days is null
                or looked_at.entered_at
                < {{ dbt.dateadd('day', 'looked_at.window_days', 'signals_dated.last_at') }}
            )
    group by
        looked_at.customer_id,
        looked_at.stay_number,
        looked_at.signal,
        looked_at.window_days
),

worded as (
    select
        counted.customer_id,
        counted.stay_number,
        lifecycle_signals.signal_rank,
        counted.window_days,
        lifecycle_signals.name_en
        || case
            when counted.window_days is null then ' ever: '
            else ' in ' || cast(counted.window_days as {{ dbt.type_string() }}) || ' days: '
        end
        || cast(counted.signal_count as {{ dbt.type_string() }}) as words
    from counted
    inner join lifecycle_signals
        on counted.signal = lifecycle_signals.signal
),

reasons as (
    select
        customer_id,
        stay_number,
        {{ dbt.listagg(
            'words', "', '", 'order by signal_rank, window_days nulls last, words'
        ) }} as reason
    from worded
    group by customer_id, stay_number
),

endings as (
    select
        stays_assigned.customer_id,
        stays_assigned.stay_number,
        min(lifecycle_signals.signal_rank) as signal_rank
    from stays_assigned
    inner join signals_dated
        on
            stays_assigned.customer_id = signals_dated.customer_id
            and stays_assigned.ends_at = signals_dated.first_at
    inner join lifecycle_signals
        on signals_dated.signal = lifecycle_signals.signal
    where stays_assigned.ends_at <= {{ as_of() }}
    group by stays_assigned.customer_id, stays_assigned.stay_number
),

final as (
    select
        stays_assigned.customer_id,
        stays_assigned.stay_number,
        case
            when reasons.reason is not null then reasons.reason
            when stays_assigned.stay_number = 1 then 'first seen'
            else 'no other stage holds'
        end as reason,
        case
            when stays_assigned.ends_at <= {{ as_of() }}
                then coalesce(lifecycle_signals.signal, 'time')
        end as ended_by
    from stays_assigned
    left join reasons
        on
            stays_assigned.customer_id = reasons.customer_id
            and stays_assigned.stay_number = reasons.stay_number
    left join endings
        on
            stays_assigned.customer_id = endings.customer_id
            and stays_assigned.stay_number = endings.stay_number
    left join lifecycle_signals
        on endings.signal_rank = lifecycle_signals.signal_rank
)

select * from final
