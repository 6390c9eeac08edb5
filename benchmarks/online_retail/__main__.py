"""Loads 1.04 million real order lines through the bring-your-own-data path and reconciles them.

    SCV_PUBLIC_DATA=FOLDER python -m benchmarks.online_retail

FOLDER holds `online_retail/online_retail_2009_2010.parquet` and `..._2010_2011.parquet` (UCI
Online Retail II, Chen 2019, CC BY 4.0). `mapping.sql` is what a company would write; the rest is
the project as it is, with the `shop` source alone. Then it shows what is understood of the 5,942
buyers, and holds the predictions against what came in the last 90 and 365 days, beside baselines.
"""

import argparse
import tempfile
import time
from decimal import Decimal
from pathlib import Path

import duckdb
from rich.console import Console
from rich.table import Table

from benchmarks.building import build, public_data
from benchmarks.online_retail.understanding import show_understanding

MAPPING = Path(__file__).with_name("mapping.sql")
TABLES = ("accounts", "orders", "order_lines", "products", "carts")
DELIVERY = "2011-12-10"
CUSTOMERS = 5_942

RAW = """
select
    count(*) as lines,
    count(distinct account_id) as customers,
    sum(case when account_id is null then 1 else 0 end) as anonymous_lines,
    sum(line_amount) as amount,
    sum(case when account_id is not null then line_amount end) as customers_amount,
    sum(case when quantity < 0 then line_amount end) as returned_amount,
    count(distinct order_id) as orders
from raw_lines
"""
BUILT = """
with lines as (
    select
        count(*) as lines,
        sum(case when customer_id is null then 1 else 0 end) as anonymous_lines,
        sum(line_amount) as amount,
        sum(case when quantity < 0 then line_amount end) as returned_amount
    from marts.order_lines
),

orders as (
    select count(*) as orders, sum(net_amount) as net_amount from marts.orders
),

customers as (
    select count(*) as customers, sum(total_amount) as customers_amount from marts.customers
)

select
    lines.lines,
    customers.customers,
    lines.anonymous_lines,
    lines.amount,
    customers.customers_amount,
    lines.returned_amount,
    orders.orders
from lines cross join orders cross join customers
"""
MEASURES = (
    "order lines",
    "customers",
    "lines without a customer",
    "amount",
    "amount of known customers, returns netted",
    "returned amount",
    "orders",
)


def deliver(data: Path, landing: Path) -> tuple[object, ...]:
    """Write the landing folder a company would deliver; give the raw files' own figures."""
    with duckdb.connect() as connection:
        connection.execute(MAPPING.read_text().format(data=data))
        for table in TABLES:
            folder = landing / "shop" / table
            folder.mkdir(parents=True)
            connection.execute(f"copy {table} to '{folder / DELIVERY}.parquet'")
        return connection.sql(RAW).fetchall()[0]


def main() -> int:
    """Run the load; the exit code is 1 when a figure does not reconcile or a baseline wins."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", help="the folder of public data; SCV_PUBLIC_DATA by default")
    console = Console()
    data = public_data(parser.parse_args().data, "online_retail")
    if data is None:
        console.print("Skipped: SCV_PUBLIC_DATA does not name a folder with online_retail in it.")
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        raw = deliver(data, folder / "landing")
        started = time.perf_counter()
        warehouse = build(folder / "landing", ["shop"], folder)
        seconds = time.perf_counter() - started
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            built = connection.sql(BUILT).fetchall()[0]
        has_won = show_understanding(warehouse, console)
    failed = report(raw, built, seconds, console)
    return failed or int(not has_won)


def report(
    raw: tuple[object, ...], built: tuple[object, ...], seconds: float, console: Console
) -> int:
    """Print both sides of every figure; they must be equal to the cent."""
    table = Table("figure", "raw files", "warehouse", "difference")
    agreed = raw[1] == CUSTOMERS
    for measure, expected, found in zip(MEASURES, raw, built, strict=True):
        difference = Decimal(str(found)) - Decimal(str(expected))
        agreed = agreed and not difference
        table.add_row(measure, f"{expected:,}", f"{found:,}", f"{difference:,}")
    console.print(table)
    console.print(
        f"{'Reconciled to the cent' if agreed else 'NOT RECONCILED'}; "
        f"dbt build took {seconds:.0f} s."
    )
    return 0 if agreed else 1


if __name__ == "__main__":
    raise SystemExit(main())
