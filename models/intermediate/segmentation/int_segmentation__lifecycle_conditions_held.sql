{# "At least N signals within W days" holds from the N-th signal on until the first of these N has
   become W days old, so it is an interval for each signal and its N-1 before; those that meet are
   one. "Fewer than N" holds in the gaps between. No clock and no loop: signals alone make them. #}
with signals_dated as (
    select * from {{ ref('int_segmentation__lifecycle_signals_dated') }}
),

conditions as (
    select * from {{ ref('lifecycle_conditions') }}
),

windows_fitted as (
    select * from {{ ref('int_segmentation__lifecycle_windows_fitted') }}
),

lives_begun as (
    select * from {{ ref('int_segmentation__lifecycle_lives_begun') }}
),

reached as (
    select
        signals_dated.customer_id,
        conditions.condition_id,
        signals_dated.first_at as from_at,
        least(
            coalesce(
                {{ dbt.dateadd(
                    'day',
                    'coalesce(windows_fitted.window_days, conditions.window_days)',
                    'oldest_signals.last_at'
                ) }},
                {{ never() }}
            ),
            oldest_signals.replaced_at
        ) as until_at
    from signals_dated
    inner join conditions
        on signals_dated.signal = conditions.signal
    inner join signals_dated as oldest_signals
        on
            signals_dated.customer_id = oldest_signals.customer_id
            and signals_dated.signal = oldest_signals.signal
            and signals_dated.signal_number - conditions.signal_count + 1
            = oldest_signals.signal_number
    left join windows_fitted
        on
            signals_dated.customer_id = windows_fitted.customer_id
            and conditions.condition_id = windows_fitted.condition_id
),

{# Nothing is missed of whom we have not known for the whole window: for `fewer_than`, the time
   until then is taken as filled. Every customer has this interval, so that one without any signal
   has the gap after it. #}
filled as (
    select
        customer_id,
        condition_id,
        from_at,
        until_at
    from reached
    where until_at > from_at

    union all

    select
        lives_begun.customer_id,
        conditions.condition_id,
        lives_begun.begun_at as from_at,
        coalesce(
            {{ dbt.dateadd(
                'day',
                'coalesce(windows_fitted.window_days, conditions.window_days)',
                'lives_begun.begun_at'
            ) }},
            lives_begun.begun_at
        ) as until_at
    from lives_begun
    inner join conditions
        on conditions.comparison = 'fewer_than'
    left join windows_fitted
        on
            lives_begun.customer_id = windows_fitted.customer_id
            and conditions.condition_id = windows_fitted.condition_id
),

{{ merged_intervals('filled', ['customer_id', 'condition_id']) }},

compared as (
    select
        merged.customer_id,
        merged.condition_id,
        merged.from_at,
        merged.until_at,
        conditions.comparison,
        coalesce(
            lead(merged.from_at) over (
                partition by merged.customer_id, merged.condition_id
                order by merged.from_at asc nulls last
            ),
            {{ never() }}
        ) as next_from_at
    from merged
    inner join conditions
        on merged.condition_id = conditions.condition_id
),

final as (
    select
        customer_id,
        condition_id,
        case when comparison = 'at_least' then from_at else until_at end as from_at,
        case when comparison = 'at_least' then until_at else next_from_at end as until_at
    from compared
    where
        comparison = 'at_least'
        or next_from_at > until_at
)

select * from final
