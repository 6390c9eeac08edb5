"""The same deliveries, delivered otherwise: rows in another order and files cut in two."""

from __future__ import annotations

import gzip
import random
from pathlib import Path

import duckdb


def shuffle_landing(landing: Path, out: Path, seed: int) -> None:
    """Write every delivery of `landing` to `out` as two files whose rows are in another order."""
    order = random.Random(seed)
    for file in sorted(path for path in landing.rglob("*") if path.is_file()):
        folder = out / file.parent.relative_to(landing)
        if folder.parts[len(out.parts) :][:1] == ("_truth",):
            continue
        folder.mkdir(parents=True, exist_ok=True)
        delivery, _, extension = file.name.partition(".")
        halves = [folder / f"{delivery}__part{part}.{extension}" for part in (1, 2)]
        if extension == "parquet":
            _shuffle_parquet(file, halves, seed)
        else:
            _shuffle_lines(file, halves, order)


def _shuffle_parquet(file: Path, halves: list[Path], seed: int) -> None:
    with duckdb.connect() as connection:
        for part, half in enumerate(halves):
            connection.execute(
                f"copy (select * exclude (file_row_number) from"
                f" read_parquet('{file}', file_row_number = true)"
                f" where hash(file_row_number, {seed}) % 2 = {part}"
                f" order by hash(file_row_number, {seed + 1})) to '{half}' (format parquet)"
            )


def _shuffle_lines(file: Path, halves: list[Path], order: random.Random) -> None:
    lines = _read(file).splitlines(keepends=True)
    header = lines[:1] if ".csv" in file.name else []
    rows = [_ended(line) for line in lines[len(header) :]]
    if any(row.count(b'"') % 2 for row in rows) and header:
        # A record over several lines, or a broken one that swallows the next, stays where it is.
        _write(halves[0], b"".join(lines))
        return
    order.shuffle(rows)
    middle = len(rows) // 2
    for half, part in zip(halves, (rows[:middle], rows[middle:]), strict=True):
        _write(half, b"".join([*header, *part]))


def _ended(line: bytes) -> bytes:
    return line if line.endswith(b"\n") else line + b"\n"


def _read(file: Path) -> bytes:
    return gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()


def _write(file: Path, content: bytes) -> None:
    file.write_bytes(gzip.compress(content, mtime=0) if file.suffix == ".gz" else content)
