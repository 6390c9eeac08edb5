with order_lines as (
    select * from {{ ref('input__order_lines') }}
),

final as (
    select
        order_id,
        count(*) as line_count,
        sum(case when quantity > 0 then quantity else 0 end) as item_count,
        sum(case when quantity < 0 then -quantity else 0 end) as returned_item_count,
        sum(case when quantity > 0 then line_amount else 0 end) as sold_amount,
        sum(case when quantity < 0 then -line_amount else 0 end) as returned_amount,
        sum(coalesce(discount_amount, 0)) as line_discount_amount
    from order_lines
    group by order_id
)

select * from final
