"""A warehouse file written anew holds nothing of what was removed."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from orchestration.lib.privacy.holdings import Table
from orchestration.lib.privacy.rewriting import Change, Rewriting
from orchestration.lib.warehouse.connection import quoted

TELLING = "a-text-that-is-found-in-a-file-as-it-is"
PEOPLE = Table("marts", "people", ("person", "note"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with a table, a view on it, and a view on that view which is older than it."""
    path = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema marts")
        connection.execute("create table marts.people (person varchar, note varchar)")
        connection.execute(
            "insert into marts.people values ('kept', 'n'), ('gone', $1), (null, 'nobody')",
            [TELLING],
        )
        connection.execute("create view marts.known as from marts.people where person is not null")
        connection.execute("create view marts.counted as select count(*) as n from marts.known")
        connection.execute(
            "create or replace view marts.known as from marts.people where person is not null"
        )
    return path


def rewritten(path: Path, change: Change) -> dict[str, int]:
    with duckdb.connect() as connection:
        connection.execute(f"attach {quoted(str(path))} as before (read_only)")
        rewriting = Rewriting(connection, path, "before")
        try:
            touched = rewriting.write([PEOPLE], {PEOPLE: change})
            rewriting.replace()
        finally:
            rewriting.abandon()
    return touched


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.sql(query).fetchall()


def test_removed_rows_are_gone_from_the_bytes_too(path: Path) -> None:
    assert TELLING.encode() in path.read_bytes()

    assert rewritten(path, Change(removed="held.person = 'gone'")) == {"marts.people": 1}
    assert TELLING.encode() not in path.read_bytes()


def test_a_condition_that_is_not_known_to_hold_removes_nothing(path: Path) -> None:
    rewritten(path, Change(removed="held.person = 'gone'"))

    assert rows(path, "select person from marts.people order by person") == [("kept",), (None,)]


def test_a_blanked_cell_loses_its_value_and_the_row_stays(path: Path) -> None:
    touched = rewritten(path, Change(blanked={"note": "held.person = 'gone'"}))

    assert touched == {"marts.people": 1}
    assert rows(path, "from marts.people where person = 'gone'") == [("gone", None)]
    assert TELLING.encode() not in path.read_bytes()


def test_views_still_answer_whatever_the_order_they_were_made_in(path: Path) -> None:
    rewritten(path, Change(removed="held.person = 'gone'"))

    assert rows(path, "from marts.counted") == [(1,)]


def test_a_failure_leaves_the_file_as_it_was(path: Path) -> None:
    before = path.read_bytes()

    with pytest.raises(duckdb.Error):
        rewritten(path, Change(removed="held.no_such_column"))

    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]
