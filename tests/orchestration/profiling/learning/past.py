"""Pasts of asks, and a small warehouse that holds one."""

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import duckdb
import pyarrow as pa
from hypothesis import strategies as st

from benchmarks.next_question.warehouse import empty_warehouse

NOW = datetime.fromisoformat("2026-10-31")
_FILLED = (
    "input.input__answers",
    "identity.int_identity__records_resolved",
    "marts.customers",
    "marts.customer_lifecycle_history",
)
QUESTIONS = ("q_sex", "q_shoe_size", "q_household_income")


@dataclass(frozen=True)
class Ask:
    """One question put to a customer, and the reaction to it."""

    customer_id: str
    question_id: str
    asked_at: datetime
    status: str = "asked"
    answered_at: datetime | None = None
    answer_value: str | None = None
    channel: str = "web"


def days_ago(days: float) -> datetime:
    """Return the moment so many days before the run."""
    return NOW - timedelta(days=days)


@functools.cache
def _warehouse() -> duckdb.DuckDBPyConnection:
    """One warehouse for all tests of a process: reading the seeds takes longer than a test."""
    return empty_warehouse()


def warehouse_of(
    past: Sequence[Ask],
    *,
    objectors: Iterable[str] = (),
    stays: Sequence[tuple[str, str, datetime, datetime | None]] = (),
) -> duckdb.DuckDBPyConnection:
    """Return a warehouse that holds these asks, their customers, and no others.

    Args:
        past: The asks; the same one has the same record, wherever it stands in the list.
        objectors: Customers who objected to profiling.
        stays: Customer, lifecycle stage, and when it was entered and left.
    """
    connection = _warehouse()
    for table in _FILLED:
        connection.execute(f"delete from {table}")
    refusing = set(objectors)
    customers = sorted({ask.customer_id for ask in past})
    _insert(
        connection,
        "input.input__answers",
        [{**vars(ask), "source_record_id": _record(ask)} for ask in past],
        "select * exclude (customer_id)",
    )
    _insert(
        connection,
        "identity.int_identity__records_resolved",
        [{"source_record_id": _record(ask), "customer_id": ask.customer_id} for ask in past],
    )
    _insert(
        connection,
        "marts.customers",
        [{"customer_id": name, "has_profiling_objection": name in refusing} for name in customers],
    )
    names = ("customer_id", "lifecycle_stage", "entered_at", "left_at")
    rows = [dict(zip(names, stay, strict=True)) for stay in stays]
    _insert(connection, "marts.customer_lifecycle_history", rows)
    return connection


def _record(ask: Ask) -> str:
    return f"{ask.customer_id}:{ask.question_id}:{ask.asked_at}:{ask.channel}"


def _insert(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    rows: list[dict[str, Any]],
    selection: str = "select *",
) -> None:
    if rows:
        connection.register("new_rows", pa.Table.from_pylist(rows))
        connection.execute(f"insert into {table} by name {selection} from new_rows")
        connection.unregister("new_rows")


@st.composite
def asks(draw: st.DrawFn) -> list[Ask]:
    """Asks of a few customers over two years, answered at once, late, or never."""
    drawn = draw(
        st.lists(
            st.tuples(
                st.sampled_from(["a", "b"]),
                st.sampled_from(QUESTIONS),
                st.integers(0, 24 * 120),
                st.sampled_from(["asked", "answered", "refused"]),
                st.integers(0, 24 * 30),
            ),
            max_size=14,
            unique_by=lambda ask: (ask[0], ask[2]),
        )
    )
    return [
        Ask(
            customer,
            question,
            NOW - timedelta(hours=hours),
            status,
            None if status == "asked" else NOW - timedelta(hours=hours - wait),
        )
        for customer, question, hours, status, wait in drawn
    ]
