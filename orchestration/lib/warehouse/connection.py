"""Connections to DuckDB files that are opened for one task and closed after it.

A connection left open keeps the file's lock, and inside one process DuckDB refuses to open a file
twice with different settings. So nothing here is kept: a writer is opened, used and closed, and a
reader attaches the file read-only to a connection of its own. Attaching also means that a reader
sees a published file that was replaced since (a plain `connect` keeps handing out the old one).
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import duckdb

from orchestration.environment import Environment

# Long enough for a `dbt build` typed by hand beside the job, which knows nothing of our own lock.
_PATIENCE_SECONDS = 300.0
_POLL_SECONDS = 0.5

T = TypeVar("T")


@contextmanager
def writing(environment: Environment) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the build warehouse for writing, and close it after the block."""
    environment.warehouse.parent.mkdir(parents=True, exist_ok=True)
    connection = _patiently(lambda: duckdb.connect(str(environment.warehouse)))
    try:
        configure(connection, environment)
        yield connection
    finally:
        connection.close()


@contextmanager
def reading(
    path: Path, *, patience_seconds: float = _PATIENCE_SECONDS
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a DuckDB file for reading only, as the default database of a connection of its own.

    Raises:
        FileNotFoundError: When there is no such file yet.
    """
    if not path.exists():
        raise FileNotFoundError(f"There is no warehouse at {path} yet: run the job first.")
    connection = duckdb.connect()
    try:
        _patiently(lambda: use_read_only(connection, path), patience_seconds)
        yield connection
    finally:
        connection.close()


def use_read_only(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Attach a DuckDB file read-only and make it the default database.

    Its name is the file's own, as when dbt built it, because the views inside name it so.
    """
    name = path.stem.replace('"', '""')
    connection.execute(f'attach {quoted(str(path))} as "{name}" (read_only)')
    connection.execute(f'use "{name}"')


def configure(connection: duckdb.DuckDBPyConnection, environment: Environment) -> None:
    """Give a connection the limits that dbt's connections have, so that both fit the machine."""
    connection.execute(f"set threads = {environment.threads}")
    connection.execute(f"set memory_limit = {quoted(environment.memory_limit)}")
    connection.execute(f"set temp_directory = {quoted(str(environment.spill))}")
    connection.execute("set timezone = 'UTC'")


def quoted(text: str) -> str:
    """Return a text as an SQL literal, for the few statements that take no parameters."""
    return "'" + text.replace("'", "''") + "'"


def _patiently(action: Callable[[], T], patience_seconds: float = _PATIENCE_SECONDS) -> T:
    deadline = time.monotonic() + patience_seconds
    while True:
        try:
            return action()
        except duckdb.IOException as error:
            if "lock" not in str(error) or time.monotonic() >= deadline:
                raise
            time.sleep(_POLL_SECONDS)
