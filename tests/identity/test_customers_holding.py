"""The macro `customers_holding`: who held an identifier at a moment, as known at another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import jinja2
import pytest

MACRO = Path(__file__).parents[2] / "macros/identity/customers_holding.sql"
CHANGE = "timestamp '2025-06-01'"


@pytest.fixture
def history() -> duckdb.DuckDBPyConnection:
    """A number that was Anna's alone until the second run learnt that it had passed to Marc."""
    connection = duckdb.connect()
    connection.execute(f"""
        create table customer_identifiers_history as
        select 'phone' as identifier_type, '+33600000001' as identifier_value, *
        from (
            values
            ('anna', timestamp '1900-01-01', timestamp '9999-12-31',
             timestamp '2026-01-01', timestamp '2026-01-02'),
            ('anna', timestamp '1900-01-01', {CHANGE},
             timestamp '2026-01-02', timestamp '9999-12-31'),
            ('marc', {CHANGE}, timestamp '9999-12-31',
             timestamp '2026-01-02', timestamp '9999-12-31')
        ) as rows (customer_id, valid_from_at, valid_to_at, known_from_at, known_to_at)""")
    return connection


def holders(history: duckdb.DuckDBPyConnection, *arguments: str) -> list[str]:
    """The customers that the macro's query finds for the number."""
    # The template is this project's own macro, and what it writes is SQL, not HTML.
    environment = jinja2.Environment(autoescape=False)  # noqa: S701
    template = environment.from_string(MACRO.read_text("utf-8"))
    module: Any = template.make_module({"ref": lambda name: name})
    query = str(module.customers_holding("phone", "+33600000001", *arguments))
    return [row[0] for row in history.sql(query).fetchall()]


@pytest.mark.parametrize(
    ("at", "known_at", "expected"),
    [
        ("timestamp '2025-05-31'", None, "anna"),
        (CHANGE, None, "marc"),
        ("timestamp '2025-07-01'", "timestamp '2026-01-01'", "anna"),
        ("timestamp '2025-07-01'", "timestamp '2026-01-02'", "marc"),
    ],
)
def test_one_customer_held_it_then_as_known_then(
    history: duckdb.DuckDBPyConnection, at: str, known_at: str | None, expected: str
) -> None:
    arguments = [at] if known_at is None else [at, known_at]
    assert holders(history, *arguments) == [expected]


def test_before_the_first_run_nobody_was_known(history: duckdb.DuckDBPyConnection) -> None:
    assert holders(history, CHANGE, "timestamp '2025-12-31'") == []
