"""Writes a DuckDB file again without some of its rows, so that nothing of them is left in it.

A deleted row stays readable in the file's free blocks until they are used again. A file that is
written anew has no such blocks, and the old one is replaced in one step: whoever reads it has the
old file or the new one.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from orchestration.lib.privacy.holdings import Table
from orchestration.lib.warehouse.connection import quoted


@dataclass(frozen=True)
class Change:
    """What happens to the rows of one table, each row named `held`.

    Attributes:
        removed: A condition; rows that meet it are left out.
        blanked: Columns that lose their value where a condition holds, for rows that stay.
    """

    removed: str = "false"
    blanked: Mapping[str, str] = field(default_factory=dict)

    @property
    def condition(self) -> str:
        """When a row is touched at all."""
        return " or ".join(
            f"coalesce(({part}), false)" for part in [self.removed, *self.blanked.values()]
        )


class Rewriting:
    """A new version of a DuckDB file beside the old one, until it takes its place.

    The old file is attached read-only under `before`; the new one has the name that views inside
    know the file by, and is the default database while it is written.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        path: Path,
        before: str,
        storage_version: str | None = None,
        *,
        keeps_order: bool = True,
    ) -> None:
        """Begin a new version of `path`, which is attached as `before` already."""
        self.keeps_order = keeps_order
        self.connection = connection
        self.path = path
        self.before = before
        self.name = f'"{path.stem}"'
        self.aside = path.with_name(f".{path.name}.{os.getpid()}")
        self.aside.unlink(missing_ok=True)
        version = f" (storage_version {quoted(storage_version)})" if storage_version else ""
        connection.execute(f"attach {quoted(str(self.aside))} as {self.name}{version}")

    def write(
        self,
        tables: list[Table],
        changes: Mapping[Table, Change],
        finish: Callable[[], object] = bool,
    ) -> dict[str, int]:
        """Copy tables and views, and return how many rows each table lost or had blanked.

        `finish` is called last, while the new version is the default database.
        """
        self.connection.execute(f"use {self.name}")
        # What is published stays sorted; the build's order means nothing, and costs a third.
        self.connection.execute(f"set preserve_insertion_order = {self.keeps_order}")
        touched = {}
        for table in tables:
            change = changes.get(table)
            count = self._count(table, change) if change else 0
            self._copy(table, change if count and change else Change())
            if count:
                touched[str(table)] = count
        self._copy_views()
        finish()
        self.connection.execute("use memory")
        self.connection.execute(f"detach {self.name}")
        return touched

    def replace(self) -> None:
        """Put the new version in the old one's place, which the connection lets go of."""
        self.connection.execute(f"detach {self.before}")
        self.aside.replace(self.path)
        self.path.with_name(self.path.name + ".wal").unlink(missing_ok=True)

    def abandon(self) -> None:
        """Remove what was written aside and has not replaced the old version."""
        for rest in self.path.parent.glob(f"{self.aside.name}*"):
            rest.unlink()

    def _count(self, table: Table, change: Change) -> int:
        rows = self.connection.sql(
            f"select count(*) from {self.before}.{table.quoted} as held where {change.condition}"
        ).fetchall()
        count: int = rows[0][0]
        return count

    def _copy(self, table: Table, change: Change) -> None:
        self.connection.execute(f'create schema if not exists "{table.schema}"')
        blanks = ", ".join(
            f'case when not coalesce(({condition}), false) then held."{column}" end as "{column}"'
            for column, condition in change.blanked.items()
        )
        columns = f"held.* replace ({blanks})" if blanks else "held.*"
        self.connection.execute(
            f"create table {table.quoted} as select {columns} "
            f"from {self.before}.{table.quoted} as held "
            f"where not coalesce(({change.removed}), false)"
        )

    def _copy_views(self) -> None:
        """Make the views again; one that reads another waits until that one is there."""
        rows = self.connection.execute(
            """
            select schema_name, sql from duckdb_views()
            where database_name = $1 and not internal and not temporary
            order by view_oid
            """,
            [self.before],
        ).fetchall()
        for schema in sorted({schema for schema, _ in rows}):
            self.connection.execute(f'create schema if not exists "{schema}"')
        waiting = [sql for _, sql in rows]
        while waiting:
            refused = []
            for sql in waiting:
                try:
                    self.connection.execute(sql)
                except duckdb.CatalogException as error:
                    refused.append((sql, error))
            if len(refused) == len(waiting):
                raise refused[0][1]
            waiting = [sql for sql, _ in refused]
