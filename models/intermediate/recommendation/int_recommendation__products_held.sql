{# Bought so recently that the same again is no news, unless it is of a kind one buys again. #}
with products_weighed as (
    select * from {{ ref('int_recommendation__products_weighed') }}
    where last_ordered_date is not null
),

folds_dated as (
    select * from {{ ref('int_recommendation__folds_dated') }}
),

products_described as (
    select * from {{ ref('int_recommendation__products_described') }}
),

any_category as (
    select
        repeat_days,
        is_repeat_purchase
    from {{ ref('category_rules') }}
    where category = '*'
),

final as (
    select
        products_weighed.fold,
        products_weighed.customer_id,
        products_weighed.product_id
    from products_weighed
    inner join folds_dated
        on products_weighed.fold = folds_dated.fold
    cross join any_category
    left join products_described
        on products_weighed.product_id = products_described.product_id
    where
        not coalesce(products_described.is_repeat_purchase, any_category.is_repeat_purchase)
        and {{ dbt.datediff(
            'products_weighed.last_ordered_date', 'folds_dated.known_until_date', 'day'
        ) }} <= coalesce(products_described.repeat_days, any_category.repeat_days)
)

select * from final
