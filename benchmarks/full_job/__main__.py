"""Times the whole job at a given number of simulated customers.

    python -m benchmarks.full_job --customers 100000

The floor is what nothing can beat: DuckDB loading the same landing files once into plain tables.
The job is `dbt build` with its data tests, then the next question of every customer. Layers add up
the seconds of their models; with two threads they overlap, so they sum to more than the wall time.
At the end it scores who was recognised against the simulator's truth, planted failure by failure.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import duckdb
from rich.console import Console
from rich.table import Table

from benchmarks.building import PROJECT, SOURCES, build
from orchestration.lib.evaluation.scores import score_landing
from orchestration.lib.profiling.next_questions import compute_next_questions
from orchestration.lib.summary.tables import draw_scores


def simulate(customers: int, seed: int, landing: Path) -> None:
    """Write the landing folder of a simulated retailer as Parquet."""
    subprocess.run(
        [
            sys.executable,
            "-m",
            "orchestration.lib.simulation",
            "--customers",
            str(customers),
            "--seed",
            str(seed),
            "--out",
            str(landing),
            "--format",
            "parquet",
        ],
        cwd=PROJECT,
        check=True,
        stdout=subprocess.DEVNULL,
    )


def load_once(landing: Path, warehouse: Path) -> tuple[int, float]:
    """Load every landing table as it is; give rows and seconds."""
    started, rows = time.perf_counter(), 0
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("set threads = 2")
        tables = [path for path in sorted(landing.glob("[!_]*/*")) if any(path.glob("*.parquet"))]
        for number, table in enumerate(tables):
            connection.execute(
                f"create table t{number} as from read_parquet('{table}/*', union_by_name = true)"
            )
            rows += connection.sql(f"select count(*) from t{number}").fetchall()[0][0]
    return rows, time.perf_counter() - started


def layer_figures(target: Path, warehouse: Path) -> dict[str, tuple[float, int]]:
    """Seconds and rows by layer, from dbt's own run results and the tables it left."""
    manifest = json.loads((target / "manifest.json").read_text())["nodes"]
    seconds: dict[str, float] = defaultdict(float)
    rows: dict[str, int] = defaultdict(int)
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        for result in json.loads((target / "run_results.json").read_text())["results"]:
            node = manifest.get(result["unique_id"])
            if node is None or node["resource_type"] not in ("model", "seed", "test"):
                continue
            is_test = node["resource_type"] == "test"
            layer = "data tests" if is_test else node["schema"]
            seconds[layer] += result["execution_time"]
            if node["config"]["materialized"] not in ("view", "test"):
                relation = f'"{node["schema"]}"."{node["alias"]}"'
                rows[layer] += connection.sql(f"select count(*) from {relation}").fetchall()[0][0]
    return {layer: (seconds[layer], rows[layer]) for layer in seconds}


def main() -> None:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--landing", type=Path, help="a landing folder simulated before")
    arguments = parser.parse_args()
    console = Console()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        landing = arguments.landing or folder / "landing"
        if arguments.landing is None:
            started = time.perf_counter()
            simulate(arguments.customers, arguments.seed, landing)
            console.print(f"Simulated in {time.perf_counter() - started:.0f} s.")
        raw_rows, floor = load_once(landing, folder / "floor.duckdb")
        started = time.perf_counter()
        warehouse = build(landing, [name for name in SOURCES if name != "snowplow"], folder)
        build_seconds = time.perf_counter() - started
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
        layers = layer_figures(folder / "target", warehouse)
        started = time.perf_counter()
        with duckdb.connect(str(warehouse)) as connection:
            outcome = compute_next_questions(connection)
            question_seconds = time.perf_counter() - started
            scores = score_landing(connection, landing)

    table = Table("layer", "seconds", "rows", "rows per second", title="By layer")
    for layer, (seconds, rows) in layers.items():
        rate = f"{rows / seconds:,.0f}" if rows and seconds else ""
        table.add_row(layer, f"{seconds:.1f}", f"{rows:,}" if rows else "", rate)
    table.add_row(
        "next questions",
        f"{question_seconds:.1f}",
        f"{outcome.customers:,}",
        f"{outcome.customers / question_seconds:,.0f}",
    )
    console.print(table)
    console.print(
        f"{raw_rows:,} raw rows on {os.cpu_count()} cores: dbt build {build_seconds:.0f} s wall, "
        f"peak memory {peak:.1f} GiB, {raw_rows / build_seconds:,.0f} raw rows per second. "
        f"Floor (loading the files once): {floor:.1f} s, so the job is "
        f"{build_seconds / floor:.0f} times the floor."
    )
    console.print(draw_scores(scores))


if __name__ == "__main__":
    main()
