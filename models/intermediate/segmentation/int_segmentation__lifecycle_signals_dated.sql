{# The signals of the seed, numbered in the order of time. A signal that is counted by the day is
   one from the first to the last of its moments; of one that counts as the `latest`, the next
   answer of the same kind takes the place, whatever it says. #}
with events_collapsed as (
    select * from {{ ref('int_segmentation__lifecycle_events_collapsed') }}
),

customers_profiled as (
    select * from {{ ref('int_profile__customers_profiled') }}
    where is_profiled
),

lifecycle_signals as (
    select * from {{ ref('lifecycle_signals') }}
),

lifecycle_signal_events as (
    select * from {{ ref('lifecycle_signal_events') }}
),

signal_events as (
    select
        lifecycle_signal_events.signal,
        lifecycle_signal_events.event_type,
        lifecycle_signal_events.minimum_rating,
        lifecycle_signals.counted
    from lifecycle_signal_events
    inner join lifecycle_signals
        on lifecycle_signal_events.signal = lifecycle_signals.signal
),

events_of_profiled as (
    select events_collapsed.*
    from events_collapsed
    inner join customers_profiled
        on events_collapsed.customer_id = customers_profiled.customer_id
),

days_of_events as (
    select
        customer_id,
        event_type,
        day_at,
        first_at,
        last_at
    from events_of_profiled

    union all

    select
        customer_id,
        'any_sign' as event_type,
        day_at,
        first_at,
        last_at
    from events_of_profiled
),

by_day as (
    select
        days_of_events.customer_id,
        signal_events.signal,
        cast(null as {{ dbt.type_string() }}) as event_id,
        min(days_of_events.first_at) as first_at,
        max(days_of_events.last_at) as last_at,
        {{ never() }} as replaced_at
    from days_of_events
    inner join signal_events
        on
            days_of_events.event_type = signal_events.event_type
            and signal_events.counted = 'day'
    group by days_of_events.customer_id, signal_events.signal, days_of_events.day_at
),

one_by_one as (
    select
        events_of_profiled.customer_id,
        signal_events.signal,
        events_of_profiled.event_id,
        events_of_profiled.first_at,
        events_of_profiled.last_at,
        signal_events.counted,
        lead(events_of_profiled.first_at) over (
            partition by events_of_profiled.customer_id, signal_events.signal
            order by
                events_of_profiled.first_at asc nulls last,
                events_of_profiled.event_id desc nulls last
        ) as next_first_at,
        coalesce(events_of_profiled.rating >= signal_events.minimum_rating, true) as is_signal
    from events_of_profiled
    inner join signal_events
        on
            events_of_profiled.event_type = signal_events.event_type
            and signal_events.counted <> 'day'
),

unioned as (
    select
        customer_id,
        signal,
        event_id,
        first_at,
        last_at,
        replaced_at
    from by_day

    union all

    select
        customer_id,
        signal,
        event_id,
        first_at,
        last_at,
        coalesce(case when counted = 'latest' then next_first_at end, {{ never() }})
            as replaced_at
    from one_by_one
    where is_signal
),

final as (
    select
        customer_id,
        signal,
        row_number() over (
            partition by customer_id, signal
            order by first_at asc nulls last, event_id desc nulls last
        ) as signal_number,
        first_at,
        last_at,
        replaced_at
    from unioned
)

select * from final
