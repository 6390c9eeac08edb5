"""Times clusters from links, side by side: the materialization, its peers and the floor.

    python -m benchmarks.clusters --links 1000000 10000000 --repeats 3

From a table of distinct links between string identifiers in a DuckDB file to a table of identifier
and cluster in the same file, on two threads. The methods take turns, so that a slow minute of the
machine meets all of them; medians are printed with the least and the greatest. The floor scans the
links and writes the same table with each identifier as its own cluster.
"""

import argparse
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.clusters.graphs import SHAPES, connect, prepare
from benchmarks.clusters.peers import PEERS, is_installed, partitions_differ
from benchmarks.clusters.project import Project

OURS = "connected_components"
CONSOLE = Console(width=110)


def time_peer(warehouse: Path, name: str) -> float:
    """Seconds of one peer; its partition must be that of the table `components`."""
    with connect(warehouse) as connection:
        started = time.perf_counter()
        PEERS[name][0](connection)
        seconds = time.perf_counter() - started
        if "floor" not in name and "alone" not in name and partitions_differ(connection):
            raise SystemExit(f"{name} finds other clusters.")
        connection.execute("drop table result")
    return seconds


def note(seconds: dict[str, list[float]], name: str, measured: float) -> None:
    """Keep one measurement, and print it: a long run may be stopped before its table."""
    seconds[name].append(measured)
    CONSOLE.print(f"{name}: {measured:.2f}")


def show(title: str, seconds: dict[str, list[float]], base: str) -> None:
    """Print medians, spreads and how many times the base each one takes."""
    table = Table("", "median s", "least to greatest", f"times {base}", title=title)
    reference = statistics.median(seconds[base])
    for name, values in sorted(seconds.items(), key=lambda item: statistics.median(item[1])):
        middle = statistics.median(values)
        spread = f"{min(values):.2f} to {max(values):.2f}"
        table.add_row(name, f"{middle:.2f}", spread, f"{middle / reference:.2f}")
    CONSOLE.print(table)


def side_by_side(folder: Path, shape: str, links: int, repeats: int, peers: list[str]) -> None:
    """All methods on one graph."""
    warehouse = prepare(folder, shape, links)
    project = Project(folder / "project", warehouse)
    seconds: dict[str, list[float]] = defaultdict(list)
    for _ in range(repeats):
        note(seconds, OURS, project.build(is_full_refresh=True))
        for name in peers:
            note(seconds, name, time_peer(warehouse, name))
    show(f"{shape}, {links:,} links", seconds, "floor")


def with_little_memory(folder: Path, links: int, repeats: int) -> None:
    """The materialization with 500 MB beside itself without a limit."""
    warehouse = prepare(folder, "retailer", links)
    limits = {"without a limit": None, "with 500 MB": "500MB"}
    projects = {
        name: Project(folder / str(number), warehouse, limit)
        for number, (name, limit) in enumerate(limits.items())
    }
    seconds: dict[str, list[float]] = defaultdict(list)
    for _ in range(repeats):
        for name, project in projects.items():
            note(seconds, name, project.build(is_full_refresh=True))
    show(f"memory_limit, {links:,} links", seconds, "without a limit")


def with_a_batch(folder: Path, links: int, repeats: int) -> None:
    """A batch of one per cent new links beside the full recomputation."""
    warehouse = prepare(folder, "retailer", links)
    project = Project(folder / "project", warehouse)
    seconds: dict[str, list[float]] = defaultdict(list)
    with connect(warehouse) as connection:
        connection.execute("alter table links rename to all_links")
    for repeat in range(repeats):
        batch = f"hash(left_id, right_id, {repeat}) % 100 = 0"
        select = "select left_id, right_id from all_links where"
        with connect(warehouse) as connection:
            connection.execute(f"create or replace table links as {select} not {batch}")
        note(seconds, "full", project.build(is_full_refresh=True))
        with connect(warehouse) as connection:
            connection.execute(f"insert into links {select} {batch}")
            connection.execute(
                f"create or replace table changed as select *, 'added' as change from ({select} "
                f"{batch})"
            )
        note(seconds, "1 % added", project.build(is_full_refresh=False))
        with connect(warehouse) as connection:
            # The same links go again.
            connection.execute(f"create or replace table links as {select} not {batch}")
            connection.execute("update changed set change = 'removed'")
        note(seconds, "1 % removed", project.build(is_full_refresh=False))
    show(f"a batch over {links:,} links", seconds, "full")


def main(arguments: Iterable[str] | None = None) -> None:
    """Run what is asked for and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--links", type=int, nargs="+", default=[1_000_000])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--shapes", nargs="+", choices=SHAPES, default=list(SHAPES))
    parser.add_argument("--peers", nargs="+", choices=PEERS, default=list(PEERS))
    parser.add_argument(
        "--only", choices=["peers", "memory", "batch"], help="one of the three comparisons"
    )
    asked = parser.parse_args(None if arguments is None else list(arguments))
    peers = [name for name in asked.peers if is_installed(name)]
    for name in set(asked.peers) - set(peers):
        CONSOLE.print(f"{name} is not installed: it comes with the extra `benchmarks`.")
    if "floor" not in peers:
        peers.insert(0, "floor")
    with tempfile.TemporaryDirectory() as scratch:
        for links in asked.links:
            folder = Path(scratch) / str(links)
            if asked.only in (None, "peers"):
                for shape in asked.shapes:
                    # USING KEY spreads hop by hop: it would take days on the chain.
                    able = [name for name in peers if shape != "chain" or name != "USING KEY"]
                    side_by_side(folder / shape, shape, links, asked.repeats, able)
            if asked.only in (None, "memory"):
                with_little_memory(folder / "memory", links, asked.repeats)
            if asked.only in (None, "batch"):
                with_a_batch(folder / "batch", links, asked.repeats)


if __name__ == "__main__":
    main()
