"""The comparison of builds sees a changed row, and sees nothing in another order of rows."""

from __future__ import annotations

import gzip
from pathlib import Path

import duckdb
import pytest

from tests.project.landing_shuffler import shuffle_landing
from tests.project.warehouse_content import Fingerprint, column_names, crosswalk, fingerprints


def content_of(rows: str, file: Path) -> Fingerprint:
    """The fingerprint of a table with these rows."""
    with duckdb.connect(str(file)) as connection:
        connection.execute("create schema marts")
        connection.execute(f"create table marts.orders as select * from (values {rows}) as t(a, b)")
    return fingerprints(file, ("marts",))["marts.orders"]


def test_rows_in_another_order_are_the_same_content(tmp_path: Path) -> None:
    one = content_of("(1, 'x'), (2, null)", tmp_path / "one.duckdb")
    other = content_of("(2, null), (1, 'x')", tmp_path / "other.duckdb")

    assert one == other


@pytest.mark.parametrize(
    "rows", ["(1, 'x'), (2, 'y')", "(1, 'x')", "(1, 'x'), (2, null), (2, null)"]
)
def test_a_row_changed_lost_or_repeated_is_other_content(rows: str, tmp_path: Path) -> None:
    one = content_of("(1, 'x'), (2, null)", tmp_path / "one.duckdb")

    assert content_of(rows, tmp_path / "other.duckdb") != one


def test_the_crosswalk_and_the_columns_are_read_from_the_file(tmp_path: Path) -> None:
    file = tmp_path / "one.duckdb"
    with duckdb.connect(str(file)) as connection:
        connection.execute("create schema marts")
        connection.execute(
            "create table marts.customer_identifiers as select 'email' as identifier_type,"
            " 'anna@example.com' as identifier_value, 'c1' as customer_id"
        )

    assert crosswalk(file) == {("email", "anna@example.com", "c1")}
    assert column_names(file) == {
        "customer_identifiers": ["identifier_type", "identifier_value", "customer_id"]
    }


def test_a_shuffled_landing_has_the_same_records_in_another_order(tmp_path: Path) -> None:
    landing, out = tmp_path / "landing", tmp_path / "out"
    folder = landing / "web" / "calls"
    folder.mkdir(parents=True)
    (landing / "_truth").mkdir()
    (landing / "_truth" / "persons.csv").write_text("a\n1\n", "utf-8")
    records = [f"{number}\n" for number in range(100)]
    (folder / "2026-01-01.jsonl.gz").write_bytes(gzip.compress("".join(records).encode()))
    (folder / "2026-01-02.csv").write_text("".join(["number\n", *records]), "utf-8")

    shuffle_landing(landing, out, seed=1)

    lines = [
        line
        for part in (1, 2)
        for line in gzip.decompress(
            (out / f"web/calls/2026-01-01__part{part}.jsonl.gz").read_bytes()
        ).decode().splitlines(keepends=True)
    ]  # fmt: skip
    assert lines != records
    assert sorted(lines) == sorted(records)
    assert (out / "web/calls/2026-01-02__part2.csv").read_text("utf-8").startswith("number\n")
    assert not (out / "_truth").exists()
