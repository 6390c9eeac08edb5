{# What chance would offer: products drawn by the customer's id, so that a repeated run draws again
   what it drew. #}
with customers_served as (
    select * from {{ ref('int_recommendation__customers_served') }}
    where fold <> 'live'
),

products_popular as (
    select * from {{ ref('int_recommendation__products_popular') }}
),

product_counts as (
    select
        fold,
        max(product_count) as product_count
    from products_popular
    group by fold
),

numbers as (
    select {{ numbers_until(recommendation_limit('popular_kept')) }} as draw_number
),

drawn as (
    select
        customers_served.fold,
        customers_served.customer_id,
        numbers.draw_number,
        1 + cast(floor(
            product_counts.product_count
            * {{ uniform_hash(dbt.concat([
                'customers_served.customer_id', "'/'",
                'cast(numbers.draw_number as ' ~ dbt.type_string() ~ ')',
            ])) }}
        ) as bigint) as drawn_rank
    from customers_served
    inner join product_counts
        on customers_served.fold = product_counts.fold
    cross join numbers
),

final as (
    select
        drawn.fold,
        drawn.customer_id,
        products_popular.product_id,
        min(drawn.draw_number) as draw_number
    from drawn
    inner join products_popular
        on
            drawn.fold = products_popular.fold
            and drawn.drawn_rank = products_popular.overall_rank
    group by drawn.fold, drawn.customer_id, products_popular.product_id
)

select * from final
