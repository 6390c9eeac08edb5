-- The mapping of benchmarks/online_retail knows no product beside the stock code, which the second of
-- the two files lacks: here a product is what its description says, and charges are no products.
create or replace temp table products as
select
    sku,
    min(upper(trim(name))) as product_id,
    min(name) as name
from raw_lines
where
    name is not null
    and upper(trim(name)) not in (
        'POSTAGE', 'MANUAL', 'CARRIAGE', 'DISCOUNT', 'DOTCOM POSTAGE', 'ADJUST BAD DEBT'
    )
group by sku
