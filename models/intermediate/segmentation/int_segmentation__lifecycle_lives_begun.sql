{# From when on a customer has a stage: the first that was seen of them by any source. #}
with customer_facts as (
    select * from {{ ref('int_segmentation__customer_facts') }}
    where is_profiled
),

signals_dated as (
    select * from {{ ref('int_segmentation__lifecycle_signals_dated') }}
),

first_signals as (
    select
        customer_id,
        min(first_at) as first_signal_at
    from signals_dated
    group by customer_id
),

final as (
    select
        customer_facts.customer_id,
        least(
            coalesce(customer_facts.first_seen_at, {{ as_of() }}),
            coalesce(first_signals.first_signal_at, {{ as_of() }}),
            {{ as_of() }}
        ) as begun_at
    from customer_facts
    left join first_signals
        on customer_facts.customer_id = first_signals.customer_id
)

select * from final
