"""What is published about one customer, gathered table by table."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from orchestration.lib.customer.finding import find_customer
from orchestration.lib.explanation.subjects import all_rows, one_row

Row = dict[str, Any]

_SQL = Path(__file__).parent / "sql"
_PUBLISHED_TABLES = (
    "select table_name from duckdb_tables() "
    "where database_name = current_database() and schema_name = 'marts'"
)
# The table that each question reads first; an older publication may not have it yet.
_TABLES = {
    "attributes": "customer_attributes",
    "identifiers": "customer_identifiers",
    "devices": "customer_devices",
    "household": "households",
    "relations": "customer_relations",
    "consents": "customer_consents",
    "segments": "segment_memberships",
    "service": "customer_service",
    "question": "next_questions",
    "timeline": "sessions",
}


@dataclass(frozen=True)
class CustomerView:
    """One customer, as published.

    Attributes:
        customer_id: The customer.
        note: How what was asked for led here; empty where it is the id itself.
        as_of_at: The moment that the publication describes, UTC.
        customer: The row of `customers`.
        attributes: The values of the profile with their origins, where they are published.
        identifiers: Person keys, the current ones first.
        devices: Intervals in which a device is theirs, the latest first.
        household: The household, if there is one.
        relations: Other customers whom evidence ties to this one.
        consents: Decisions in force.
        segments: Segments with their reasons.
        service: What customer service wants to know.
        question: What to ask next, or nothing, and why.
        timeline: The last events, the latest first.
    """

    customer_id: str
    note: str
    as_of_at: Any
    customer: Row
    attributes: list[Row] = field(default_factory=list)
    identifiers: list[Row] = field(default_factory=list)
    devices: list[Row] = field(default_factory=list)
    household: Row | None = None
    relations: list[Row] = field(default_factory=list)
    consents: list[Row] = field(default_factory=list)
    segments: list[Row] = field(default_factory=list)
    service: Row | None = None
    question: Row | None = None
    timeline: list[Row] = field(default_factory=list)


def view_customer(
    connection: duckdb.DuckDBPyConnection, asked: str, *, event_count: int = 20
) -> CustomerView:
    """Gather everything that is published about one customer.

    Args:
        connection: The published warehouse.
        asked: A customer id, or `type:value`.
        event_count: How many of the last events to show.

    Raises:
        UnknownSubjectError: When it stands for no customer.
    """
    found = find_customer(connection, asked)
    published = {row["table_name"] for row in all_rows(connection, _PUBLISHED_TABLES)}
    answers: dict[str, list[Row]] = {}
    for name, table in _TABLES.items():
        parameters: Row = {"customer_id": found.customer_id}
        if name == "timeline":
            parameters["event_count"] = event_count
        answers[name] = _ask(connection, name, parameters) if table in published else []
    (customer,) = _ask(connection, "customer", {"customer_id": found.customer_id})
    signature = one_row(connection, "select as_of_at from quality.publication", {}) or {}
    return CustomerView(
        customer_id=found.customer_id,
        note=found.note,
        as_of_at=signature.get("as_of_at"),
        customer=customer,
        attributes=answers["attributes"],
        identifiers=answers["identifiers"],
        devices=answers["devices"],
        household=_first(answers["household"]),
        relations=answers["relations"],
        consents=answers["consents"],
        segments=answers["segments"],
        service=_first(answers["service"]),
        question=_first(answers["question"]),
        timeline=answers["timeline"],
    )


def _first(rows: list[Row]) -> Row | None:
    return rows[0] if rows else None


def _ask(connection: duckdb.DuckDBPyConnection, name: str, parameters: Row) -> list[Row]:
    return all_rows(connection, (_SQL / f"{name}.sql").read_text(encoding="utf-8"), parameters)
