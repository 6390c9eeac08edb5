-- What a company writes once: its own extract in the shapes of the `shop` source.
--
-- Online Retail II comes as two files that overlap. The second has neither invoice nor stock code, so
-- an order there is what one customer bought in one minute, and the days both files cover are
-- taken from the first. A line without a customer is an anonymous sale.
create or replace temp table raw_lines as
with first_file as (
    select
        Invoice as order_id,
        StockCode as sku,
        Description as name,
        Quantity as quantity,
        cast(InvoiceDate as timestamp) as ordered_at,
        Price as price,
        "Customer ID" as customer
    from read_parquet('{data}/online_retail_2009_2010.parquet')
),

second_file as (
    select
        'minute-' || strftime(InvoiceDate, '%Y%m%d%H%M') || '-'
        || coalesce(cast(cast(CustomerID as bigint) as varchar), 'anonymous') as order_id,
        coalesce('name:' || upper(trim(Description)), 'unknown') as sku,
        Description as name,
        Quantity as quantity,
        cast(InvoiceDate as timestamp) as ordered_at,
        UnitPrice as price,
        CustomerID as customer
    from read_parquet('{data}/online_retail_2010_2011.parquet')
    where InvoiceDate > (select max(ordered_at) from first_file)
),

together as (
    from first_file
    union all
    from second_file
)

select
    order_id,
    cast(row_number() over (partition by order_id order by sku, quantity, price) as integer)
        as line_no,
    sku,
    name,
    quantity,
    ordered_at,
    cast(price as decimal(18, 4)) as price,
    cast(cast(customer as bigint) as varchar) as account_id,
    cast(round(quantity * cast(price as decimal(18, 4)), 2) as decimal(18, 2)) as line_amount
from together;

create or replace temp table orders as
select
    order_id,
    min(account_id) as account_id,
    'web' as order_channel,
    case when max(quantity) < 0 then 'returned' else 'completed' end as status,
    'GBP' as currency,
    sum(line_amount) as items_amount,
    sum(line_amount) as total_amount,
    strftime(min(ordered_at), '%Y-%m-%dT%H:%M:%SZ') as ordered_at
from raw_lines
group by order_id;

create or replace temp table order_lines as
select order_id, line_no, sku, quantity, price as unit_price_amount, line_amount
from raw_lines;

create or replace temp table accounts as
select
    account_id,
    cast(null as varchar) as email,
    strftime(min(ordered_at), '%Y-%m-%dT%H:%M:%SZ') as created_at
from raw_lines
where account_id is not null
group by account_id;

create or replace temp table products as
select sku, min(name) as name from raw_lines group by sku;

create or replace temp table carts as
select
    cast(null as varchar) as cart_id,
    cast(null as varchar) as account_id,
    cast(null as varchar) as anonymous_id,
    cast(null as varchar) as mobile_id,
    cast(null as varchar) as status,
    cast(null as varchar) as created_at,
    cast(null as varchar) as updated_at
where false
