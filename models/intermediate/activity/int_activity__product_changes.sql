{# What happened to an article between two deliveries that tell of it. The source says when, as far
   as its word fits between the two; else it is when we were told. A state that is not told (null)
   is no change. #}
with product_versions as (
    select * from {{ ref('input__product_versions') }}
    where ingested_at <= {{ as_of() }}
),

stocks as (
    select
        sku,
        updated_at,
        ingested_at,
        stock_quantity,
        lag(stock_quantity) over by_delivery as previous_stock_quantity,
        lag(ingested_at) over by_delivery as previous_ingested_at
    from product_versions
    where stock_quantity is not null
    window by_delivery as (partition by sku order by ingested_at asc nulls first)
),

prices as (
    select
        sku,
        updated_at,
        ingested_at,
        price_amount,
        currency,
        lag(price_amount) over by_delivery as previous_price_amount,
        lag(ingested_at) over by_delivery as previous_ingested_at
    from product_versions
    where price_amount > 0
    window by_delivery as (partition by sku, currency order by ingested_at asc nulls first)
),

changes as (
    select
        sku,
        case when stock_quantity > 0 then 'restocked' else 'sold_out' end as change_type,
        previous_stock_quantity,
        stock_quantity,
        cast(null as decimal(18, 2)) as previous_price_amount,
        cast(null as decimal(18, 2)) as price_amount,
        cast(null as {{ dbt.type_string() }}) as currency,
        updated_at,
        ingested_at,
        previous_ingested_at
    from stocks
    where
        (previous_stock_quantity <= 0 and stock_quantity > 0)
        or (previous_stock_quantity > 0 and stock_quantity <= 0)

    union all

    select
        sku,
        case when price_amount < previous_price_amount then 'price_dropped' else 'price_raised' end
            as change_type,
        cast(null as integer) as previous_stock_quantity,
        cast(null as integer) as stock_quantity,
        previous_price_amount,
        price_amount,
        currency,
        updated_at,
        ingested_at,
        previous_ingested_at
    from prices
    where price_amount <> previous_price_amount
),

final as (
    select
        sku,
        change_type,
        previous_stock_quantity,
        stock_quantity,
        previous_price_amount,
        price_amount,
        currency,
        case
            when previous_price_amount is not null
                then (price_amount - previous_price_amount)
                    / cast(previous_price_amount as double)
        end as price_change_share,
        case
            when updated_at > previous_ingested_at and updated_at <= ingested_at then updated_at
            else ingested_at
        end as changed_at,
        ingested_at
    from changes
)

select * from final
