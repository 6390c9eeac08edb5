{# Every order of every source is in the mart once, with the amount it came with: whoever the
   buyer is, known or not, turnover is neither lost nor invented. #}
{{ config(meta={'dagster': {'ref': {'name': 'orders'}}}) }}

with delivered as (
    select
        order_id,
        status,
        currency,
        total_amount
    from {{ ref('input__orders') }}
),

published as (
    select
        order_id,
        status,
        currency,
        total_amount
    from {{ ref('orders') }}
),

compared as (
    select
        order_id,
        status,
        currency,
        total_amount,
        1 as delivered_count,
        0 as published_count
    from delivered
    union all
    select
        order_id,
        status,
        currency,
        total_amount,
        0 as delivered_count,
        1 as published_count
    from published
),

final as (
    select
        order_id,
        status,
        currency,
        total_amount,
        sum(delivered_count) as delivered_count,
        sum(published_count) as published_count
    from compared
    group by order_id, status, currency, total_amount
    having sum(delivered_count) <> 1 or sum(published_count) <> 1
)

select * from final
