"""Writes the two Online Retail II files as the landing folder of a company that has only a shop.

This is the mapping such a company would write. What its system calls an invoice line becomes

- an order line: the article is known by its description (the second file has no article number),
- of an order: one customer at one minute (the second file has no invoice number); an anonymous
  order is one country at one minute,
- of an account: the customer number is the login; a line without one is an anonymous sale.

Each file is one delivery, so the nine days that stand in both are delivered twice, as they are.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

# The name of each file, the day after its last line, and its own names of the columns.
DELIVERIES = (
    ("online_retail_2009_2010.parquet", "2010-12-10", "Price", '"Customer ID"'),
    ("online_retail_2010_2011.parquet", "2011-12-10", "UnitPrice", "CustomerID"),
)

LINES = """
    with raw as (
        select
            coalesce(upper(trim(Description)), 'UNKNOWN') as sku,
            cast(Quantity as bigint) as quantity,
            cast({price} as decimal(18, 4)) as unit_price_amount,
            cast(round(cast(Quantity as decimal(18, 0)) * cast({price} as decimal(18, 4)), 2)
                as decimal(18, 2)) as line_amount,
            cast(cast({customer} as bigint) as varchar) as account_id,
            Country as country,
            timezone('UTC', timezone('Europe/London', cast(InvoiceDate as timestamp))) as sold_at
        from read_parquet('{file}')
    ),

    ordered as (
        select
            *,
            strftime(sold_at, '%Y%m%dT%H%M') || '-' || coalesce(account_id, country) as order_id,
            strftime(sold_at, '%Y-%m-%dT%H:%M:%SZ') as ordered_at
        from raw
    )

    select
        *,
        row_number() over (
            partition by order_id
            order by sku, quantity, unit_price_amount
        ) as line_no
    from ordered
"""

ORDERS = """
    select
        order_id,
        any_value(account_id) as account_id,
        'web' as order_channel,
        case when sum(line_amount) < 0 then 'returned' else 'completed' end as status,
        'GBP' as currency,
        cast(sum(line_amount) as decimal(18, 2)) as total_amount,
        any_value(ordered_at) as ordered_at
    from lines
    group by order_id
"""

ORDER_LINES = """
    select order_id, line_no, sku, quantity, unit_price_amount, line_amount from lines
"""

PRODUCTS = """
    select sku, sku as name from lines group by sku
"""

# What this shop does not have is delivered as a header alone.
ABSENT = {
    "accounts": "account_id,email,created_at\n",
    "carts": "cart_id,status,created_at\n",
}


def write_landing(data: Path, landing: Path) -> None:
    """Write the `shop` folder of a landing from the folder of the two Parquet files."""
    for file, delivery, price, customer in DELIVERIES:
        with duckdb.connect() as connection:
            mapped = LINES.format(file=data / file, price=price, customer=customer)
            connection.execute(f"create temp table lines as {mapped}")
            for table, query in (
                ("orders", ORDERS),
                ("order_lines", ORDER_LINES),
                ("products", PRODUCTS),
            ):
                folder = landing / "shop" / table
                folder.mkdir(parents=True, exist_ok=True)
                connection.execute(f"copy ({query}) to '{folder / delivery}.parquet'")
    for table, header in ABSENT.items():
        folder = landing / "shop" / table
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{DELIVERIES[0][1]}.csv").write_text(header, "utf-8")
