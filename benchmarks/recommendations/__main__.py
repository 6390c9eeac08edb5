"""What recommendations are worth on orders they had not seen, beside simpler and other models.

    SCV_PUBLIC_DATA=FOLDER python -m benchmarks.recommendations [--warehouse FILE]

Reads the evaluation off a built warehouse (the demo's by default), and off one built from Online
Retail II (UCI, Chen 2019, CC BY 4.0), whose buyers are real. The first says whether the models find
what the simulator planted; the second whether they find anything among people.
"""

import argparse
import os
import tempfile
from pathlib import Path

import duckdb
from rich.console import Console
from rich.table import Table

from benchmarks.building import build, public_data
from benchmarks.online_retail.__main__ import DELIVERY, MAPPING, TABLES
from benchmarks.recommendations.peers import (
    MEASURES,
    judge,
    nearest_neighbours,
    read_past,
    warehouse_lists,
)

PRODUCTS = Path(__file__).with_name("mapping.sql")
OWN = ("recommendation", "affinity", "popularity", "last_category", "random", "shuffled")
GAINS = """
select task_name, model_name, baseline, measure, measured_value, gain, gain_low, gain_high
from quality.recommendation_quality
where baseline <> 'none' and measure in ('hit_at_10', 'reciprocal_rank', 'accuracy', 'log_loss')
order by task_name, model_name, baseline, measure
"""


def deliver(data: Path, landing: Path) -> None:
    """Write Online Retail II as the landing folder of a shop whose products have names."""
    with duckdb.connect() as connection:
        connection.execute(MAPPING.read_text().format(data=data))
        connection.execute(PRODUCTS.read_text())
        for table in TABLES:
            folder = landing / "shop" / table
            folder.mkdir(parents=True)
            connection.execute(f"copy {table} to '{folder / DELIVERY}.parquet'")


def report(warehouse: Path, title: str, console: Console) -> bool:
    """Print the figures of a warehouse; false when its own and those counted here differ."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        past = read_past(connection)
        if not past.targets:
            console.print(f"{title}: nobody known bought anything in the test window.")
            return True
        table = Table("model", *MEASURES, title=f"{title}: {len(past.targets):,} customers")
        agreed = True
        for model in OWN:
            counted = judge(warehouse_lists(connection, model), past.targets)
            table.add_row(model, *(f"{counted[measure]:.4f}" for measure in MEASURES))
            published = dict(
                connection.execute(
                    "select measure, any_value(measured_value) from quality.recommendation_quality "
                    "where model_name = ? and task_name = 'products' group by measure",
                    [model],
                ).fetchall()
            )
            agreed &= all(abs(counted[name] - published.get(name, 0)) < 1e-6 for name in MEASURES)
        peer = judge(nearest_neighbours(past), past.targets)
        table.add_row("scikit-learn neighbours", *(f"{peer[name]:.4f}" for name in MEASURES))
        console.print(table)
        gains = Table("task", "model", "over", "measure", "value", "gain", "95 % interval")
        for task, model, baseline, measure, value, *gain in connection.execute(GAINS).fetchall():
            gains.add_row(
                task, model, baseline, measure, f"{value:.4f}", f"{gain[0]:+.4f}",
                f"{gain[1]:+.4f} to {gain[2]:+.4f}",
            )  # fmt: skip
        console.print(gains)
    if not agreed:
        console.print(f"{title}: the published figures are NOT those counted from the lists.")
    return agreed


def main() -> int:
    """Report both warehouses; the exit code is 1 when published figures are not what lists give."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--warehouse", help="a built warehouse; SCV_WAREHOUSE by default")
    parser.add_argument("--data", help="the folder of public data; SCV_PUBLIC_DATA by default")
    arguments = parser.parse_args()
    console = Console(width=120)
    named = arguments.warehouse or os.environ.get("SCV_WAREHOUSE", "target/warehouse.duckdb")
    agreed = True
    if Path(named).is_file():
        agreed = report(Path(named), "Simulated demo", console)
    else:
        console.print(f"Skipped the demo: {named} is not built.")
    data = public_data(arguments.data, "online_retail")
    if data is None:
        console.print("Skipped: SCV_PUBLIC_DATA does not name a folder with online_retail in it.")
        return 0 if agreed else 1
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        deliver(data, folder / "landing")
        warehouse = build(folder / "landing", ["shop"], folder)
        agreed &= report(warehouse, "Online Retail II", console)
    return 0 if agreed else 1


if __name__ == "__main__":
    raise SystemExit(main())
