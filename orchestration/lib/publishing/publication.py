"""Copies the marts of a build into the published warehouse, all at once or not at all.

The copy is written aside, in the folder of the published file, and renamed over it when it is
complete. A reader has the old file or the new one, never half of one, and never waits for a
build. Tables are plain (no constraints, scalar columns) and sorted by customer, which makes a
look-up take milliseconds; the storage version is the newest that other clients of DuckDB can
open.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from orchestration.environment import Environment
from orchestration.lib.dbt.manifest import Relation
from orchestration.lib.publishing.set_aside import create_set_aside_tables
from orchestration.lib.warehouse.connection import configure, quoted, use_read_only

STORAGE_VERSION = "v1.4.0"


@dataclass(frozen=True)
class Origin:
    """Where a build comes from: the run that made it, and the set of landing files it read."""

    run_id: str
    file_set: str = ""


@dataclass(frozen=True)
class Publication:
    """What was published: rows by table, and the size of the file in bytes."""

    rows: dict[str, int]
    size_bytes: int


def publish(environment: Environment, relations: Sequence[Relation], origin: Origin) -> Publication:
    """Replace the published warehouse by a copy of the build's tables.

    Args:
        environment: Where the build and the published file lie.
        relations: The tables to publish.
        origin: Where they come from, which is written beside them.

    Raises:
        duckdb.Error: When a table cannot be copied; the published file is then as it was.
    """
    with _written_aside(environment.published) as aside:
        connection = duckdb.connect()
        try:
            configure(connection, environment)
            use_read_only(connection, environment.warehouse)
            connection.execute(
                f"attach {quoted(str(aside))} as published (storage_version '{STORAGE_VERSION}')"
            )
            rows = {str(relation): _copy(connection, relation) for relation in relations}
            create_set_aside_tables(connection)
            _sign(connection, origin)
            connection.execute("detach published")
        finally:
            connection.close()
        return Publication(rows=rows, size_bytes=aside.stat().st_size)


@contextmanager
def _written_aside(published: Path) -> Iterator[Path]:
    """Give a path to write to, and move it over the published file if the block succeeds."""
    published.parent.mkdir(parents=True, exist_ok=True)
    for left_over in published.parent.glob(f".{published.name}.*"):
        left_over.unlink()
    aside = published.with_name(f".{published.name}.{os.getpid()}")
    try:
        yield aside
        aside.replace(published)
    finally:
        for rest in published.parent.glob(f"{aside.name}*"):
            rest.unlink()


def _copy(connection: duckdb.DuckDBPyConnection, relation: Relation) -> int:
    """Copy one table, sorted by customer where it has one, and return its rows."""
    columns = [
        row[0]
        for row in connection.execute(
            """
            select column_name from duckdb_columns()
            where database_name = current_database() and schema_name = $1 and table_name = $2
            order by column_index
            """,
            [relation.schema, relation.name],
        ).fetchall()
    ]
    if not columns:
        raise duckdb.CatalogException(f"The build has no table {relation} to publish.")
    order = ["customer_id", columns[0]] if "customer_id" in columns else [columns[0]]
    connection.execute(f"create schema if not exists published.{relation.schema}")
    connection.execute(
        f"create table published.{relation} as from {relation} order by {', '.join(order)}"
    )
    counted = connection.sql(f"select count(*) from published.{relation}").fetchall()
    rows: int = counted[0][0]
    return rows


def _sign(connection: duckdb.DuckDBPyConnection, origin: Origin) -> None:
    """Say in the file itself where it comes from, and when it went out."""
    connection.execute("create schema if not exists published.quality")
    connection.execute(
        """
        create table published.quality.publication as
        select
            cast($run_id as varchar) as run_id,
            cast($file_set as varchar) as file_set,
            cast($published_at as timestamp) as published_at,
            (select as_of_at from input.run_clock) as as_of_at
        """,
        {
            "run_id": origin.run_id,
            "file_set": origin.file_set,
            "published_at": datetime.now(UTC).replace(tzinfo=None),
        },
    )
