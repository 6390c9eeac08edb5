"""The files a run writes: their shapes, and that the same seed writes the same bytes."""

import csv
import gzip
import hashlib
import json
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from orchestration.lib.simulation.buying import draw_purchases
from orchestration.lib.simulation.clock import DELIVERIES
from orchestration.lib.simulation.simulate import Run, block_rows, build_world, simulate
from orchestration.lib.simulation.writer import connect
from tests.orchestration.simulation.shapes import COLUMNS


def _header(path: Path) -> list[str]:
    if path.suffix == ".parquet":
        with duckdb.connect() as connection:
            return connection.from_parquet(str(path)).columns
    content = path.read_bytes()
    first = (gzip.decompress(content) if path.suffix == ".gz" else content).decode().split("\n")[0]
    return next(csv.reader([first])) if ".csv" in path.name else list(json.loads(first))


@pytest.mark.parametrize("table", COLUMNS)
def test_extract_has_the_vendors_columns(
    table: str, small_landing: Path, full_landing: Path
) -> None:
    for folder in (small_landing, full_landing):
        (path,) = (folder / table).glob(f"{DELIVERIES[0]}.*")
        assert _header(path) == COLUMNS[table].split()


def test_every_table_has_three_deliveries(small_landing: Path) -> None:
    for table in COLUMNS:
        deliveries = sorted(p.name.split(".")[0] for p in (small_landing / table).iterdir())
        assert deliveries == list(DELIVERIES)


def _digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*.*")
    }


def test_same_seed_writes_the_same_bytes(small_landing: Path, tmp_path: Path) -> None:
    for _ in simulate(Run(customers=300, folder=tmp_path, workers=1)):
        pass
    assert _digests(tmp_path) == _digests(small_landing)


def _rows_of_blocks(blocks: list[tuple[int, int]]) -> dict[str, tuple[str, list[pa.Table]]]:
    run = Run(customers=blocks[-1][1], folder=Path())
    found: dict[str, tuple[str, list[pa.Table]]] = {}
    for first, last in blocks:
        world = build_world(run, first, last)
        for landed in block_rows(world, *draw_purchases(world)):
            select = f"{landed.extract.select}, _delivery, _person, _other, _late, _mode"
            found.setdefault(landed.extract.name, (select, []))[1].append(landed.facts)
    return found


def test_blocks_of_any_size_hold_the_same_rows() -> None:
    apart = _rows_of_blocks([(0, 1000), (1000, 1200)])
    together = _rows_of_blocks([(0, 1200)])
    with connect(threads=1, memory="1GB") as connection:
        for name, (select, parts) in apart.items():
            totals = []
            for tables in (parts, together[name][1]):
                total = f"select count(*), sum(hash(row)) from (select {select} from facts) as row"
                counted = []
                for facts in tables:
                    connection.register("facts", facts)
                    counted.append(connection.sql(total).fetchall()[0])
                totals.append(tuple(sum(column) for column in zip(*counted, strict=True)))
            assert totals[0] == totals[1], name
