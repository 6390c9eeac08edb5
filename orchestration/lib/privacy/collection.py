"""Gathers what is held on one person, with other people kept out of it."""

from dataclasses import dataclass, field
from typing import Any

import duckdb

from orchestration.lib.explanation.subjects import all_rows
from orchestration.lib.privacy.declarations import read_columns
from orchestration.lib.privacy.holdings import Holding, holdings
from orchestration.lib.privacy.key_rules import PARTY, RECIPIENT, SELF
from orchestration.lib.privacy.landing_tables import LandingTable, read_landing_tables
from orchestration.lib.privacy.redaction import WITHHELD, Redaction, parsed, redaction_for

Row = dict[str, Any]

# Where a row is about somebody else too, only these columns of it are the person's to see.
_SHARED_COLUMNS: dict[tuple[str, str], tuple[str, ...]] = {
    ("marts.orders", RECIPIENT): ("order_id", "ordered_at", "is_gift"),
    ("quality.identity_reviews", PARTY): ("rule", "reason"),
    ("identity.identifiers_excluded", PARTY): (
        "identifier_type", "raw_value", "rule", "reason",
    ),
    ("staging.base_stewardship__decisions", PARTY): (
        "ingested_at", "decision", "left_type", "left_value", "right_type", "right_value", "reason",
        "decided_at",
    ),
}  # fmt: skip
# Steps on the way to the marts whose rows say something of the person; the other tables hold the
# same once more, as ids, hashes and counts, and are named with their number of rows.
_EVIDENCE_SCHEMAS = (
    "profile",
    "activity",
    "segmentation",
    "recommendation",
    "insight",
    "activation",
    "engine",
)
_LANDING_BOOKKEEPING = ("_source_row", "_rejected_column")
_IDENTIFIER_COLUMNS = frozenset(
    {"contact_point_key", "left_value", "right_value", "raw_value", "normalized_value"}
)

_LINKS = """
select
    links.left_type, lefts.normalized_value as left_value,
    links.right_type, rights.normalized_value as right_value,
    links.method, links.strength, links.record_count, links.evidence_record_id,
    links.first_seen_at, links.last_seen_at
from identity.int_identity__links as links
inner join identity.int_identity__identifiers as lefts on links.left_id = lefts.identifier_id
inner join identity.int_identity__identifiers as rights on links.right_id = rights.identifier_id
where
    links.left_id in (select identifier_id from held_identifiers)
    and links.right_id in (select identifier_id from held_identifiers)
order by all
"""


@dataclass(frozen=True)
class Collection:
    """All that the warehouse holds on one person.

    Attributes:
        customer_id: The person's id.
        former_ids: Ids that were merged into it.
        as_of: The moment the warehouse describes.
        marts: Rows by mart.
        evidence: Rows of the steps behind the marts, by table.
        links: Why their identifiers were taken for one person's.
        records: What was delivered, by landing table; each row says what became of it.
        counts: Rows by table, of all tables with anything of theirs.
        withheld_count: How many values were withheld because they are another person's.
    """

    customer_id: str
    former_ids: list[str]
    as_of: Any
    marts: dict[str, list[Row]] = field(default_factory=dict)
    evidence: dict[str, list[Row]] = field(default_factory=dict)
    links: list[Row] = field(default_factory=list)
    records: dict[str, list[Row]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    withheld_count: int = 0


def collect(connection: duckdb.DuckDBPyConnection, customer_id: str) -> Collection:
    """Gather what is held on a customer.

    Args:
        connection: The build warehouse.
        customer_id: An id that stands; follow redirects before.
    """
    found = holdings(connection, [customer_id])
    raw: dict[str, dict[str, list[Row]]] = {"marts": {}, "evidence": {}, "records": {}}
    counts: dict[str, int] = {}
    marts = {column.mart for column in read_columns()}
    for holding in found:
        counts[str(holding.table)] = counts.get(str(holding.table), 0) + holding.row_count
        part, name = _place(holding, marts)
        if part:
            raw[part].setdefault(name, []).extend(_rows(connection, holding))
    links = all_rows(connection, _LINKS)
    everything = [*links, *(row for part in raw.values() for rows in part.values() for row in rows)]
    redaction = redaction_for(connection, everything)
    shown = {
        part: {name: _shown(rows, redaction, name) for name, rows in tables.items()}
        for part, tables in raw.items()
    }
    links = _shown(links, redaction, "links")
    former = connection.execute(
        "select customer_id from held_customers where customer_id <> ? order by 1", [customer_id]
    ).fetchall()
    clock = connection.execute("select as_of_at from input.run_clock").fetchone()
    return Collection(
        customer_id=customer_id,
        former_ids=[former_id for (former_id,) in former],
        as_of=clock[0] if clock else None,
        links=links,
        counts=counts,
        withheld_count=str([shown, links]).count(WITHHELD),
        **shown,
    )


def _place(holding: Holding, marts: set[str]) -> tuple[str, str]:
    """Where in the report a table's rows stand, and under which name."""
    table = holding.table
    landing = read_landing_tables().get(table.name)
    if landing is not None:
        shown = holding.role == SELF or bool(_columns(holding, landing))
        return ("records", f"{landing.source}.{landing.table}") if shown else ("", "")
    if holding.role != SELF and (str(table), holding.role) not in _SHARED_COLUMNS:
        return "", ""
    if table.schema in ("marts", "quality") and table.name in marts:
        return "marts", table.name
    if table.schema in _EVIDENCE_SCHEMAS or (str(table), holding.role) in _SHARED_COLUMNS:
        return "evidence", table.name
    return "", ""


def _columns(holding: Holding, landing: LandingTable | None) -> tuple[str, ...]:
    """The columns of a table that may be shown to a person in that role."""
    shared = _SHARED_COLUMNS.get((str(holding.table), holding.role))
    if shared is not None:
        return shared
    if landing is None:
        return holding.table.columns if holding.role == SELF else ()
    if holding.role == RECIPIENT:
        theirs = [name for name, whom in landing.about.items() if whom == RECIPIENT]
        shown = ("ingested_at", *landing.key, *theirs) if theirs else ()
        return tuple(name for name in shown if name in holding.table.columns)
    if holding.role == PARTY:
        return ()
    # Fields picked out of a JSON column stand in that column already.
    picked = {f"{name}__" for name in holding.table.columns}
    return tuple(
        name
        for name in holding.table.columns
        if name not in _LANDING_BOOKKEEPING
        and not any(name.startswith(prefix) for prefix in picked)
    )


def _rows(connection: duckdb.DuckDBPyConnection, holding: Holding) -> list[Row]:
    landing = read_landing_tables().get(holding.table.name)
    columns = ", ".join(f'held."{name}"' for name in _columns(holding, landing))
    rows = all_rows(connection, f"select {columns} {holding.rows} order by all")
    about = landing.about if landing and holding.role == SELF else {}
    return [_without_others(row, about) for row in rows]


def _without_others(row: Row, about: dict[str, str]) -> Row:
    """Withhold what a row says of others, unless it says the same of the person: most parcels go to
    whoever ordered them."""
    row = {name: parsed(value) for name, value in row.items()}
    if isinstance(raw := row.get("_raw_record"), dict):
        row["_raw_record"] = _without_others(raw, about)
    theirs = {name: row[name] for name in about if row.get(name) not in (None, "")}
    own = {_folded(value) for name, value in row.items() if name not in about}
    if all(_folded(value) in own for value in theirs.values()):
        return row
    return row | dict.fromkeys(theirs, WITHHELD)


def _folded(value: Any) -> str:
    return str(value).strip().lower()


def _shown(rows: list[Row], redaction: Redaction, table: str) -> list[Row]:
    source, _, name = table.partition(".")
    landing = read_landing_tables().get(f"base_{source}__{name}")
    identifiers = _IDENTIFIER_COLUMNS | _personal_names()
    if landing is not None:
        identifiers |= set(landing.personal)
    return [
        {
            column: redaction.value(value, is_identifier=column in identifiers)
            for column, value in row.items()
        }
        for row in rows
    ]


def _personal_names() -> frozenset[str]:
    """The names of columns that identify in the marts; they mean the same in every table."""
    return frozenset(
        column.name
        for column in read_columns()
        if column.is_pii and column.data_class in ("identifier", "contact_point", "behaviour")
    )
