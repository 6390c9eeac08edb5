{# Every line of every order is in the mart once, with its quantity and its amount, returns
   included. #}
{{ config(meta={'dagster': {'ref': {'name': 'order_lines'}}}) }}

with delivered as (
    select
        order_id,
        line_number,
        quantity,
        line_amount
    from {{ ref('input__order_lines') }}
),

published as (
    select
        order_id,
        line_number,
        quantity,
        line_amount
    from {{ ref('order_lines') }}
),

compared as (
    select
        order_id,
        line_number,
        quantity,
        line_amount,
        1 as delivered_count,
        0 as published_count
    from delivered
    union all
    select
        order_id,
        line_number,
        quantity,
        line_amount,
        0 as delivered_count,
        1 as published_count
    from published
),

final as (
    select
        order_id,
        line_number,
        quantity,
        line_amount,
        sum(delivered_count) as delivered_count,
        sum(published_count) as published_count
    from compared
    group by order_id, line_number, quantity, line_amount
    having sum(delivered_count) <> 1 or sum(published_count) <> 1
)

select * from final
