{# Whoever is profiled is in exactly one open stay of the history, and `customers` and
   `customer_lifecycle` say its stage and its beginning; nobody else has one. #}
{{ config(meta={'dagster': {'ref': {'name': 'customer_lifecycle_history'}}}) }}

with lifecycle_history as (
    select * from {{ ref('customer_lifecycle_history') }}
    where is_current
),

customer_lifecycle as (
    select * from {{ ref('customer_lifecycle') }}
),

customers as (
    select * from {{ ref('customers') }}
),

said as (
    select
        customer_id,
        lifecycle_stage,
        lifecycle_since_at as since_at,
        'customers' as said_by
    from customers
    where not has_profiling_objection

    union all

    select
        customer_id,
        lifecycle_stage,
        since_at,
        'customer_lifecycle' as said_by
    from customer_lifecycle

    union all

    select
        customer_id,
        lifecycle_stage,
        entered_at as since_at,
        'customer_lifecycle_history' as said_by
    from lifecycle_history
),

final as (
    select customer_id
    from said
    group by customer_id
    having
        count(*) <> 3
        or count(distinct said_by) <> 3
        or count(lifecycle_stage) <> 3
        or min(lifecycle_stage) <> max(lifecycle_stage)
        or min(since_at) <> max(since_at)
)

select * from final
