"""What is left of erased people: keyed hashes that keep their records and identifiers out.

`engine.record_tombstones` holds the hashes of the names of landing records, which the door of
staging reads, and `engine.identifier_tombstones` those of identifiers, which identity resolution
reads. Nothing can be learnt from either without the salt.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb

from orchestration.lib.privacy.keyed_hash import keyed_hash

_TABLES = """
    create schema if not exists engine;
    create table if not exists engine.record_tombstones (
        source_name varchar, table_name varchar, record_hash varchar,
        erased_at timestamp, reason varchar
    );
    create table if not exists engine.identifier_tombstones (
        identifier_hash varchar, erased_at timestamp
    );
"""


@dataclass(frozen=True, order=True)
class LandingTable:
    """A table that sources deliver, with the columns that are its key."""

    source: str
    name: str
    key: tuple[str, ...]

    @property
    def base(self) -> str:
        """The base model, which holds its rows as they were delivered."""
        return f"base_{self.source}__{self.name}"


@dataclass(frozen=True)
class Tombstones:
    """The hashes that one erasure leaves.

    Attributes:
        records: Hashes of record names by source and table, as `source.table`.
        identifiers: Hashes of identifiers.
    """

    records: Mapping[str, tuple[str, ...]]
    identifiers: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.identifiers) + sum(len(hashes) for hashes in self.records.values())


def landing_tables(manifest: Mapping[str, Any]) -> list[LandingTable]:
    """Return the landing tables that dbt's manifest declares with a key."""
    tables = []
    for source in manifest["sources"].values():
        key = tuple(
            column["name"]
            for column in source["columns"].values()
            if (column.get("config") or {}).get("meta", {}).get("key")
        )
        if key:
            tables.append(LandingTable(source["source_name"], source["name"], key))
    return sorted(tables)


def record_hash(table: LandingTable) -> str:
    """Return SQL for the hash of the record that a row of the table's base model is.

    It must name records as the macro `landing_record_name` does: by their key, or by their content
    where they broke a rule.
    """
    prefix = f"'{table.source}.{table.name}:'"
    key = " || '|' || ".join(f'cast("{column}" as varchar)' for column in table.key)
    return keyed_hash(
        f"(case when _outcome = 'rejected' and _rejected_rule <> 'duplicate_key' "
        f"then {prefix} || _raw_record else {prefix} || {key} end)"
    )


def set_tombstones(
    connection: duckdb.DuckDBPyConnection,
    tombstones: Tombstones,
    erased_at: datetime,
    reason: str,
) -> int:
    """Add tombstones to the engine's tables, those that are not there yet; return how many."""
    connection.execute(_TABLES)
    before = _count(connection)
    records = (
        (*table.split(".", 1), value)
        for table, values in tombstones.records.items()
        for value in values
    )
    _stage(connection, "staged_records (source_name varchar, table_name varchar, hash varchar)")
    _insert(connection, "staged_records", records)
    _stage(connection, "staged_identifiers (hash varchar)")
    _insert(connection, "staged_identifiers", ((value,) for value in tombstones.identifiers))
    connection.execute(
        """
        insert into engine.record_tombstones
        select source_name, table_name, hash, $1, $2
        from temp.staged_records
        where (source_name, table_name, hash, $1) not in (
            select (source_name, table_name, record_hash, erased_at) from engine.record_tombstones
        )
        """,
        [erased_at, reason],
    )
    connection.execute(
        """
        insert into engine.identifier_tombstones
        select hash, $1 from temp.staged_identifiers
        where (hash, $1) not in (
            select (identifier_hash, erased_at) from engine.identifier_tombstones
        )
        """,
        [erased_at],
    )
    return _count(connection) - before


def _stage(connection: duckdb.DuckDBPyConnection, definition: str) -> None:
    connection.execute(f"create or replace temp table {definition}")


def _insert(
    connection: duckdb.DuckDBPyConnection, table: str, rows: Iterable[tuple[str, ...]]
) -> None:
    """Insert rows of texts column by column, which DuckDB takes in one step."""
    columns = list(zip(*rows, strict=True))
    if columns:
        unnested = ", ".join(f"unnest(${place})" for place in range(1, len(columns) + 1))
        connection.execute(
            f"insert into temp.{table} select {unnested}", [list(column) for column in columns]
        )


def _count(connection: duckdb.DuckDBPyConnection) -> int:
    rows = connection.sql(
        "select (select count(*) from engine.record_tombstones) "
        "+ (select count(*) from engine.identifier_tombstones)"
    ).fetchall()
    count: int = rows[0][0]
    return count
