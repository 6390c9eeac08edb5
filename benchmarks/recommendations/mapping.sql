-- The mapping of benchmarks/online_retail knows no product beside the stock code, which the second of
-- the two files lacks. Here a product is what its lines most often call it when somebody known buys it:
-- other lines say "?" or "damaged" of any article. Charges are no products.
create or replace temp table products as
with names as (
    select
        sku,
        upper(trim(name)) as product_id,
        row_number() over (
            partition by sku order by count(*) desc, upper(trim(name))
        ) as name_rank
    from raw_lines
    where account_id is not null and quantity > 0 and price > 0 and name is not null
    group by sku, upper(trim(name))
)

select
    sku,
    product_id,
    product_id as name
from names
where
    name_rank = 1
    and product_id not in (
        'POSTAGE', 'MANUAL', 'CARRIAGE', 'DISCOUNT', 'DOTCOM POSTAGE', 'ADJUST BAD DEBT'
    )
