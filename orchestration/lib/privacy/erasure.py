"""Erases people from everything this project holds, in one pass (GDPR, article 17).

Both files are written anew without them: delivered rows, evidence, history, what Python wrote, the
marts and the published copy. What stays are keyed hashes that keep them out for ever, and a
certificate. The landing files are the sources' own; the certificate says which of them still hold
rows.
"""

import secrets
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import duckdb

from orchestration.environment import Environment
from orchestration.lib.privacy.certificates import Certificate, write_certificate
from orchestration.lib.privacy.holdings import (
    Table,
    UnmappedTableError,
    stored_tables,
    unmapped_tables,
)
from orchestration.lib.privacy.keyed_hash import keyed_hash, salt_fingerprint
from orchestration.lib.privacy.landing_tables import LandingTable, read_landing_tables
from orchestration.lib.privacy.removal import changes_of, find_cells, find_orphans
from orchestration.lib.privacy.rewriting import Rewriting
from orchestration.lib.privacy.tombstones import Tombstones, set_tombstones
from orchestration.lib.publishing.publication import STORAGE_VERSION
from orchestration.lib.warehouse.connection import configure, quoted

_BUILD, _PUBLISHED = "before_build", "before_published"


@dataclass(frozen=True)
class Erased:
    """What an erasure removed, or would remove where there is no certificate; as text, a report.

    Attributes:
        people: How many people.
        rows: Rows removed or blanked by file (`warehouse`, `published`) and table.
        landing_rows: Delivered rows that stay in the landing, by file.
        certificate: Where the certificate lies.
    """

    people: int
    rows: dict[str, dict[str, int]]
    landing_rows: dict[str, int]
    certificate: Path | None

    def __str__(self) -> str:
        """The report, in counts only."""
        verb = "erased" if self.certificate else "would be erased"
        lines = [f"{self.people:,} {'person' if self.people == 1 else 'people'} {verb}."]
        for name, tables in self.rows.items():
            lines.append(f"\n{name}: {sum(tables.values()):,} rows of {len(tables)} tables")
            lines += [f"  {table:<55} {count:>9,}" for table, count in sorted(tables.items())]
        lines.append(
            f"\nlanding: {sum(self.landing_rows.values()):,} delivered rows stay in these files, "
            "which are the sources' own; no run reads them again:"
        )
        lines += [f"  {name:<55} {count:>9,}" for name, count in sorted(self.landing_rows.items())]
        if self.certificate:
            lines.append(f"\nThe certificate is {self.certificate}. Keep it: it keeps them out.")
        return "\n".join(lines)


def erase_held(
    environment: Environment,
    gather: Callable[[duckdb.DuckDBPyConnection], int],
    *,
    at: datetime,
    reason: str,
    dry_run: bool = False,
) -> Erased:
    """Erase the people whose keys `gather` finds; the caller holds the warehouse's lock.

    Args:
        environment: Where the two files and the certificates lie.
        gather: Makes the `held_...` tables (see `holdings.gather_keys`) on a connection whose
            default database is the build, and returns the number of people.
        at: The moment until which what they did is erased, UTC without a time zone.
        reason: Why, for the certificate: `request`, `command` or `retention`.
        dry_run: Only count.

    Raises:
        UnmappedTableError: When of a table nobody has said whose its rows are.
        duckdb.Error: When a file cannot be written anew; both are then as they were.
    """
    with ExitStack() as stack:
        connection = stack.enter_context(duckdb.connect())
        configure(connection, environment)
        _attach(connection, environment.warehouse, _BUILD)
        tables = {"warehouse": _tables(connection, _BUILD)}
        people = gather(connection)
        find_orphans(connection, tables["warehouse"])
        find_cells(connection, tables["warehouse"])
        if environment.published.exists():
            _attach(connection, environment.published, _PUBLISHED)
            tables["published"] = _tables(connection, _PUBLISHED)
        landing_rows = _landing_rows(connection, tables["warehouse"])
        if dry_run:
            rows = {name: _count(connection, name, found) for name, found in tables.items()}
            return Erased(people, rows, landing_rows, None)
        tombstones = _tombstones(connection, tables["warehouse"])
        rewritings = {}
        rows = {}
        for name, found in tables.items():
            rewriting = _begin(connection, environment, name)
            stack.callback(rewriting.abandon)
            finish = (
                partial(set_tombstones, connection, tombstones, at, reason)
                if name == "warehouse"
                else bool
            )
            rows[name] = rewriting.write(found, changes_of(found), finish)
            rewritings[name] = rewriting
        certificate = write_certificate(
            environment.erasures,
            Certificate(
                erasure_id=f"{at:%Y-%m-%dT%H%M%SZ}-{secrets.token_hex(4)}",
                reason=reason,
                erased_at=at,
                customer_ids=_customer_ids(connection),
                rows_removed=rows,
                landing_rows=landing_rows,
                tombstones=tombstones,
                salt=salt_fingerprint(),
            ),
        )
        for rewriting in rewritings.values():
            rewriting.replace()
        return Erased(people, rows, landing_rows, certificate)


def _attach(connection: duckdb.DuckDBPyConnection, path: Path, name: str) -> None:
    connection.execute(f"attach {quoted(str(path))} as {name} (read_only)")
    connection.execute(f"use {name}")


def _tables(connection: duckdb.DuckDBPyConnection, name: str) -> list[Table]:
    connection.execute(f"use {name}")
    tables = stored_tables(connection)
    if unmapped := unmapped_tables(tables):
        raise UnmappedTableError(
            f"Nobody has said how the rows of {', '.join(unmapped)} are known to be somebody's: "
            "say so in orchestration/lib/privacy/key_rules.py."
        )
    return tables


def _begin(connection: duckdb.DuckDBPyConnection, environment: Environment, name: str) -> Rewriting:
    if name == "warehouse":
        return Rewriting(connection, environment.warehouse, _BUILD, keeps_order=False)
    return Rewriting(connection, environment.published, _PUBLISHED, STORAGE_VERSION)


def _count(
    connection: duckdb.DuckDBPyConnection, name: str, tables: Sequence[Table]
) -> dict[str, int]:
    connection.execute(f"use {_BUILD if name == 'warehouse' else _PUBLISHED}")
    counts = {}
    for table, change in changes_of(tables).items():
        row = connection.execute(
            f"select count(*) from {table.quoted} as held where {change.condition}"
        ).fetchone()
        if row and row[0]:
            counts[str(table)] = row[0]
    return counts


def _tombstones(connection: duckdb.DuckDBPyConnection, tables: Sequence[Table]) -> Tombstones:
    """Return the hashes of their records, of cells that name them, and of their identifiers."""
    built = {table.name for table in tables}
    rejected = " union all ".join(
        _rejected_hashes(landing)
        for name, landing in read_landing_tables().items()
        if name in built and not landing.nobody
    )
    rows = connection.sql(
        f"""
        select split_part(source_record_id, ':', 1) as place, {keyed_hash("source_record_id")}
        from held_records where role = 'self'
        union
        select
            split_part(source_record_id, '.', 1) || '.' || table_name || '.' || column_name,
            {keyed_hash("source_record_id")}
        from held_cells
        union
        {rejected or "select '', '' where false"}
        order by 1, 2
        """
    ).fetchall()
    records: dict[str, list[str]] = {}
    for place, value in rows:
        records.setdefault(place, []).append(value)
    hashes = connection.sql(
        "select distinct identifier_hash from held_identifiers where identifier_hash is not null "
        "and valid_to_at = timestamp '9999-12-31' order by 1"
    ).fetchall()
    return Tombstones(
        {place: tuple(values) for place, values in records.items()},
        tuple(value for (value,) in hashes),
    )


def _rejected_hashes(landing: LandingTable) -> str:
    """Return SQL for the hashes of their rows that broke a rule, known by their content."""
    content = keyed_hash(f"'{landing.record_prefix}' || base._raw_record")
    return f"""
        select '{landing.record_prefix.rstrip(":")}' as place, {content}
        from {_BUILD}."staging"."{landing.base_name}" as base
        inner join held_rejected
            on
                held_rejected.base_name = '{landing.base_name}'
                and base._source_file = held_rejected.file_name
                and base._source_row = held_rejected.row_number
        where base._outcome = 'rejected'
    """


def _landing_rows(connection: duckdb.DuckDBPyConnection, tables: Sequence[Table]) -> dict[str, int]:
    """Count the delivered rows of these people by landing file."""
    connection.execute(f"use {_BUILD}")
    changes = changes_of(tables)
    counts: dict[str, int] = {}
    for table, change in changes.items():
        if table.name in read_landing_tables():
            rows = connection.sql(
                f"select _source_file, count(*) from {table.quoted} as held "
                f"where {change.condition} group by _source_file order by _source_file"
            ).fetchall()
            counts.update(dict(rows))
    return counts


def _customer_ids(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    rows = connection.sql("select customer_id from held_customers order by 1").fetchall()
    return tuple(customer_id for (customer_id,) in rows)
