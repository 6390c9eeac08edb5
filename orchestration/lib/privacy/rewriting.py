"""Writes a DuckDB file again without some of its rows, so that nothing of them is left in it.

A deleted row stays readable in the file's free blocks until they are used again. A file that is
written anew has no such blocks, and the old one is replaced in one step: whoever reads it has the
old file or the new one.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from orchestration.environment import Environment
from orchestration.lib.warehouse.connection import configure, quoted

# What the file is called while it is read; the new one takes the name that its views know.
_BEFORE = "before_rewriting"


@dataclass(frozen=True, order=True)
class Table:
    """A table of a warehouse file."""

    schema: str
    name: str

    def __str__(self) -> str:
        return f'"{self.schema}"."{self.name}"'


@dataclass(frozen=True)
class Change:
    """What happens to the rows of one table.

    Attributes:
        removed: A condition on its columns; rows that meet it are left out.
        blanked: Columns that lose their value where a condition holds, for rows that stay.
    """

    removed: str = "false"
    blanked: Mapping[str, str] | None = None


def rewrite(
    environment: Environment,
    path: Path,
    plan: Callable[[duckdb.DuckDBPyConnection], Mapping[Table, Change]],
    *,
    storage_version: str | None = None,
) -> dict[Table, int]:
    """Replace a file by a copy of itself with some rows changed.

    Args:
        environment: The limits of memory and threads.
        path: The DuckDB file; nobody else may be writing it.
        plan: Asked for the change of each table, on a connection whose default database is the
            file as it is. Temporary tables that it makes may be used in the conditions.
        storage_version: The format of the new file, as DuckDB names it; by default its newest.

    Returns:
        The number of rows removed or blanked, of each table that lost any.

    Raises:
        duckdb.Error: When something cannot be copied; the file is then as it was.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    aside.unlink(missing_ok=True)
    connection = duckdb.connect()
    try:
        configure(connection, environment)
        connection.execute(f"attach {quoted(str(path))} as {_BEFORE} (read_only)")
        connection.execute(f"use {_BEFORE}")
        changes = plan(connection)
        version = f" (storage_version {quoted(storage_version)})" if storage_version else ""
        name = path.stem.replace('"', '""')
        connection.execute(f'attach {quoted(str(aside))} as "{name}"{version}')
        connection.execute(f'use "{name}"')
        touched = {}
        for table in _tables(connection):
            count = _copy(connection, table, changes.get(table, Change()))
            if count:
                touched[table] = count
        _copy_views(connection)
        connection.execute("use memory")
        connection.execute(f'detach "{name}"')
        connection.execute(f"detach {_BEFORE}")
        aside.replace(path)
        path.with_name(path.name + ".wal").unlink(missing_ok=True)
    finally:
        connection.close()
        for rest in path.parent.glob(f"{aside.name}*"):
            rest.unlink()
    return touched


def _tables(connection: duckdb.DuckDBPyConnection) -> list[Table]:
    rows = connection.execute(
        """
        select schema_name, table_name from duckdb_tables()
        where database_name = $1 and not internal and not temporary
        order by 1, 2
        """,
        [_BEFORE],
    ).fetchall()
    return [Table(schema, name) for schema, name in rows]


def _copy(connection: duckdb.DuckDBPyConnection, table: Table, change: Change) -> int:
    """Copy one table and return how many of its rows were changed."""
    connection.execute(f'create schema if not exists "{table.schema}"')
    before = f"{_BEFORE}.{table}"
    blanked = change.blanked or {}
    replaced = ", ".join(
        f'case when not coalesce(({condition}), false) then "{column}" end as "{column}"'
        for column, condition in blanked.items()
    )
    columns = f"* replace ({replaced})" if replaced else "*"
    connection.execute(
        f"create table {table} as select {columns} from {before} "
        f"where not coalesce(({change.removed}), false)"
    )
    if change.removed == "false" and not blanked:
        return 0
    conditions = " or ".join(
        f"coalesce(({condition}), false)"
        for condition in [change.removed, *blanked.values()]
    )
    counted = connection.sql(f"select count(*) from {before} where {conditions}").fetchall()
    count: int = counted[0][0]
    return count


def _copy_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the views again; one that reads another waits until that one is there."""
    rows = connection.execute(
        """
        select schema_name, sql from duckdb_views()
        where database_name = $1 and not internal and not temporary
        order by view_oid
        """,
        [_BEFORE],
    ).fetchall()
    for schema in sorted({schema for schema, _ in rows}):
        connection.execute(f'create schema if not exists "{schema}"')
    waiting = [sql for _, sql in rows]
    while waiting:
        refused = []
        for sql in waiting:
            try:
                connection.execute(sql)
            except duckdb.CatalogException as error:
                refused.append((sql, error))
        if len(refused) == len(waiting):
            raise refused[0][1]
        waiting = [sql for sql, _ in refused]
