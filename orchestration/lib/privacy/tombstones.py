"""What is left of erased people: keyed hashes that keep their records and identifiers out.

`engine.record_tombstones` holds the hashes of the names of landing records, which the door of
staging reads, and `engine.identifier_tombstones` those of identifiers, which identity resolution
reads. Nothing can be learnt from either without the salt.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import duckdb

_TABLES = """
    create schema if not exists engine;
    create table if not exists engine.record_tombstones (
        source_name varchar, table_name varchar, column_name varchar, record_hash varchar,
        erased_at timestamp, reason varchar
    );
    create table if not exists engine.identifier_tombstones (
        identifier_hash varchar, erased_at timestamp
    );
"""


@dataclass(frozen=True)
class Tombstones:
    """The hashes that one erasure leaves.

    Attributes:
        records: Hashes of record names by source and table, as `source.table`; of single cells of
            other people's records, as `source.table.column`.
        identifiers: Hashes of identifiers.
    """

    records: Mapping[str, tuple[str, ...]]
    identifiers: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.identifiers) + sum(len(hashes) for hashes in self.records.values())


def set_tombstones(
    connection: duckdb.DuckDBPyConnection,
    tombstones: Tombstones,
    erased_at: datetime,
    reason: str,
) -> int:
    """Add tombstones to the engine's tables, those that are not there yet; return how many."""
    connection.execute(_TABLES)
    before = _count(connection)
    records = ((place, value) for place, values in tombstones.records.items() for value in values)
    _stage(connection, "staged_records (place varchar, hash varchar)")
    _insert(connection, "staged_records", records)
    _stage(connection, "staged_identifiers (hash varchar)")
    _insert(connection, "staged_identifiers", ((value,) for value in tombstones.identifiers))
    connection.execute(
        """
        insert into engine.record_tombstones by name
        with staged as (
            select
                split_part(place, '.', 1) as source_name,
                split_part(place, '.', 2) as table_name,
                nullif(split_part(place, '.', 3), '') as column_name,
                hash as record_hash,
                cast($1 as timestamp) as erased_at
            from temp.staged_records
        )

        select staged.*, $2 as reason
        from staged
        anti join engine.record_tombstones as known
            on
                staged.source_name = known.source_name
                and staged.table_name = known.table_name
                and staged.column_name is not distinct from known.column_name
                and staged.record_hash = known.record_hash
                and staged.erased_at = known.erased_at
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
