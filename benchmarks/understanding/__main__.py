"""Times stages, segments, profiles, predictions and triggers at a given number of customers.

    python -m benchmarks.understanding --customers 1000000

The demo retailer is built once, and every table that the layer reads is multiplied: each customer
becomes a thousand, with ids of their own and everything that happened to them. So the layer meets
a million customers who are as varied as the demo's thousand, without a day of building what comes
before it. Times are of `dbt run` of the layer's models, part by part, and of its Python assets;
memory is the most that a process held.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console
from rich.table import Table

from benchmarks.building import PROJECT
from benchmarks.understanding.layer import ASSETS, PARTS, models_of

CONSOLE = Console(width=110)
# Ids of things that a copy of a customer shares with the original.
SHARED = ("product_id", "campaign_id", "store_id", "segment_id", "question_id", "trigger_id")


def dbt(arguments: list[str], environment: Mapping[str, str]) -> float:
    """Run dbt quietly; give its seconds.

    Raises:
        SystemExit: When it fails, with dbt's own words above.
    """
    started = time.perf_counter()
    finished = subprocess.run(
        [str(Path(sys.executable).parent / "dbt"), *arguments, "--quiet"],
        cwd=PROJECT,
        env=os.environ | environment,
        check=False,
    )
    if finished.returncode:
        raise SystemExit(f"dbt {arguments[0]} failed with exit code {finished.returncode}.")
    return time.perf_counter() - started


def inputs_of(manifest: Mapping[str, Any], parts: list[str]) -> list[str]:
    """Return the tables that the parts' models read and others build, as schema.name."""
    nodes = manifest["nodes"]
    layer = {name for part in parts for name in models_of(part, nodes)}
    parents = {parent for name in layer for parent in nodes[name]["depends_on"]["nodes"]} - layer
    return sorted(
        f"{nodes[name]['schema']}.{nodes[name]['alias']}"
        for name in parents
        if name in nodes
        and nodes[name]["resource_type"] == "model"
        and nodes[name]["config"]["materialized"] in ("table", "incremental")
    )


def multiply(connection: duckdb.DuckDBPyConnection, table: str, times: int) -> int:
    """Replace a table by as many copies of its rows as asked, with ids of their own; give rows."""
    columns = [row[0] for row in connection.sql(f"describe {table}").fetchall()]
    if "customer_id" not in columns:
        return 0
    own = ", ".join(
        f"{name} || '-' || copy as {name}"
        for name, kind, *_ in connection.sql(f"describe {table}").fetchall()
        if name.endswith("_id") and name not in SHARED and kind == "VARCHAR"
    )
    connection.execute(
        f"create table multiplied as select source.* replace ({own}) "
        f"from {table} as source cross join range({times}) as copies (copy)"
    )
    schema, name = table.split(".")
    connection.execute(f"drop table {table}")
    connection.execute(f"alter table multiplied rename to {name}")
    if schema != "main":
        connection.execute(f"create table {table} as from main.{name}")
        connection.execute(f"drop table main.{name}")
    rows = connection.sql(f"select count(*) from {table}").fetchall()
    return int(rows[0][0])


def prepare(folder: Path, customers: int, parts: list[str]) -> tuple[dict[str, str], int]:
    """Build the demo and multiply what the layer reads; give the environment and the rows."""
    environment = {
        "SCV_WAREHOUSE": str(folder / "warehouse.duckdb"),
        "SCV_TEMP_DIRECTORY": str(folder / "spill"),
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
        "DO_NOT_TRACK": "1",
    }
    dbt(["build", "--exclude-resource-type", "unit_test", "test"], environment)
    manifest = json.loads((folder / "target" / "manifest.json").read_text("utf-8"))
    with duckdb.connect(environment["SCV_WAREHOUSE"]) as connection:
        connection.execute("set threads = 2")
        rows = sum(
            multiply(connection, table, max(customers // 1000, 1))
            for table in inputs_of(manifest, parts)
        )
    return environment, rows


def main() -> int:
    """Time the layer, part by part."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--keep", type=Path, help="a folder for the warehouse, to look at it")
    arguments = parser.parse_args()
    folder = arguments.keep or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    environment, rows = prepare(folder, arguments.customers, arguments.parts)
    table = Table("part", "seconds", title=f"{rows:,} rows read by the layer")
    total = 0.0
    for part in arguments.parts:
        seconds = dbt(["run", "--select", *PARTS[part]], environment)
        total += seconds
        table.add_row(part, f"{seconds:.0f}")
        CONSOLE.print(f"{part}: {seconds:.0f} s")
    with duckdb.connect(environment["SCV_WAREHOUSE"]) as connection:
        connection.execute("set threads = 2")
        for name, (part, compute) in ASSETS.items():
            if part not in arguments.parts:
                continue
            started = time.perf_counter()
            compute(connection)
            total += time.perf_counter() - started
            table.add_row(f"Python: {name}", f"{time.perf_counter() - started:.0f}")
        customers = connection.sql("select count(*) from identity.int_identity__customers")
        table.caption = f"{customers.fetchall()[0][0]:,} customers, {total / 60:.1f} minutes"
    for whose, who in (("dbt", resource.RUSAGE_CHILDREN), ("Python", resource.RUSAGE_SELF)):
        peak = resource.getrusage(who).ru_maxrss / 1024**2
        table.add_row(f"most memory of {whose}, GiB", f"{peak:.1f}")
    CONSOLE.print(table)
    if not arguments.keep:
        shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
