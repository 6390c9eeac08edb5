{# What was bought after the fold's day, and could have been recommended on it: a product somebody
   had cared for by then, not one the customer had bought too shortly before. #}
with signs_dated as (
    select * from {{ ref('int_recommendation__signs_dated') }}
    where signal_name = 'ordered'
),

folds_dated as (
    select * from {{ ref('int_recommendation__folds_dated') }}
    where fold <> 'live'
),

products_weighed as (
    select * from {{ ref('int_recommendation__products_weighed') }}
),

products_popular as (
    select * from {{ ref('int_recommendation__products_popular') }}
),

products_held as (
    select * from {{ ref('int_recommendation__products_held') }}
),

known as (
    select
        fold,
        customer_id
    from products_weighed
    where product_rank = 1
),

final as (
    select
        folds_dated.fold,
        signs_dated.customer_id,
        signs_dated.product_id
    from signs_dated
    inner join folds_dated
        on signs_dated.signed_date > folds_dated.known_until_date
    inner join known
        on
            folds_dated.fold = known.fold
            and signs_dated.customer_id = known.customer_id
    inner join products_popular
        on
            folds_dated.fold = products_popular.fold
            and signs_dated.product_id = products_popular.product_id
    left join products_held
        on
            folds_dated.fold = products_held.fold
            and signs_dated.customer_id = products_held.customer_id
            and signs_dated.product_id = products_held.product_id
    where products_held.product_id is null
    group by folds_dated.fold, signs_dated.customer_id, signs_dated.product_id
)

select * from final
