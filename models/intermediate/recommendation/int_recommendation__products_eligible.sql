{#
Of the candidates, those that the customer may be offered: not what they have just bought; today in
stock, and in their own size. A size that is not known is not guessed: then only what needs no size
is offered. Of the past neither stock nor size is known, so the backtest judges the order alone.
#}
with products_likely as (
    select * from {{ ref('int_recommendation__products_likely') }}
),

products_held as (
    select * from {{ ref('int_recommendation__products_held') }}
),

articles_described as (
    select * from {{ ref('int_recommendation__articles_described') }}
    where is_in_stock
),

sizes_known as (
    select * from {{ ref('int_recommendation__sizes_known') }}
),

wanted as (
    select products_likely.*
    from products_likely
    left join products_held
        on
            products_likely.fold = products_held.fold
            and products_likely.customer_id = products_held.customer_id
            and products_likely.product_id = products_held.product_id
    where products_held.product_id is null
),

had as (
    select
        wanted.customer_id,
        wanted.product_id,
        articles_described.sku,
        articles_described.size,
        articles_described.price_amount,
        articles_described.currency,
        case
            when articles_described.size_system = 'none' then 'sizeless'
            else sizes_known.basis
        end as size_basis,
        row_number() over (
            partition by wanted.customer_id, wanted.product_id
            order by articles_described.sku asc nulls last
        ) as article_rank
    from wanted
    inner join articles_described
        on wanted.product_id = articles_described.product_id
    left join sizes_known
        on
            wanted.customer_id = sizes_known.customer_id
            and articles_described.size_system = sizes_known.size_system
            and articles_described.size = sizes_known.size
    where
        wanted.fold = 'live'
        and (articles_described.size_system = 'none' or sizes_known.size is not null)
),

final as (
    select
        wanted.*,
        had.sku,
        had.size,
        had.size_basis,
        had.price_amount,
        had.currency
    from wanted
    left join had
        on
            wanted.customer_id = had.customer_id
            and wanted.product_id = had.product_id
            and had.article_rank = 1
            and wanted.fold = 'live'
    where wanted.fold <> 'live' or had.sku is not null
)

select * from final
