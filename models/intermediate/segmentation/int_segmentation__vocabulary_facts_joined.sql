{# What the vocabularies of other tools ask of a customer, counted in days of the calendar as they
   do. A response is a sign of life on a later day than the one on which the customer was first
   seen; of who never gave one, the silence is counted from that day. #}
with customer_facts as (
    select * from {{ ref('int_segmentation__customer_facts') }}
    where is_profiled
),

lives_begun as (
    select * from {{ ref('int_segmentation__lifecycle_lives_begun') }}
),

signals_dated as (
    select * from {{ ref('int_segmentation__lifecycle_signals_dated') }}
    where signal = 'sign_of_life'
),

responses as (
    select
        lives_begun.customer_id,
        max(signals_dated.last_at) as last_response_at
    from lives_begun
    inner join signals_dated
        on lives_begun.customer_id = signals_dated.customer_id
    where
        {{ dbt.date_trunc('day', 'signals_dated.first_at') }}
        > {{ dbt.date_trunc('day', 'lives_begun.begun_at') }}
    group by lives_begun.customer_id
),

final as (
    select
        customer_facts.customer_id,
        customer_facts.order_count,
        customer_facts.days_since_last_order,
        responses.last_response_at is not null as has_responded,
        cast(
            {{ dbt.datediff(
                'coalesce(responses.last_response_at, lives_begun.begun_at)', as_of(), 'day'
            ) }} as integer
        ) as silent_days,
        customer_facts.recency_score,
        (customer_facts.frequency_score + customer_facts.monetary_score)
        / cast(2 as double) as value_score
    from customer_facts
    inner join lives_begun
        on customer_facts.customer_id = lives_begun.customer_id
    left join responses
        on customer_facts.customer_id = responses.customer_id
)

select * from final
