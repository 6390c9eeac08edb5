"""The SQLAlchemy dialect `duckdb+gx`, through which Great Expectations reads DuckDB.

Great Expectations has no support for DuckDB, and through duckdb-engine's own dialect nearly every
expectation fails: it reads a result after its connection went back to the pool, and DuckDB has
dropped the rows by then. Here a cursor reads all rows when it executes, so that they outlive the
connection. Results of expectations are small (counts, and a few unexpected rows), so nothing
large is held.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from duckdb_engine import CursorWrapper, Dialect
from sqlalchemy.dialects import registry

SCHEME = "duckdb+gx"


class _KeepingCursor:
    """A DB-API cursor whose rows stay readable after the connection moved on."""

    arraysize = 1

    def __init__(self, cursor: CursorWrapper) -> None:
        self._cursor = cursor
        self._rows: Iterator[tuple[Any, ...]] = iter(())
        self.description: Sequence[tuple[Any, ...]] | None = None
        self.rowcount = -1

    def execute(self, statement: str, parameters: Any = None, context: Any = None) -> None:
        """Run a statement, and read whatever it returns."""
        self._cursor.execute(statement, parameters, context)
        self.description = self._cursor.description
        self._rows = iter(self._cursor.fetchall() if self.description else ())

    def executemany(self, statement: str, parameters: Any = None, context: Any = None) -> None:
        """Run a statement once for each set of parameters."""
        self._cursor.executemany(statement, parameters, context)

    def fetchone(self) -> tuple[Any, ...] | None:
        """Return the next row, or None after the last."""
        return next(self._rows, None)

    def fetchmany(self, size: int | None = None) -> list[tuple[Any, ...]]:
        """Return the next rows, at most so many."""
        wanted = self.arraysize if size is None else size
        return [row for _, row in zip(range(wanted), self._rows, strict=False)]

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Return the rows that are left."""
        return list(self._rows)

    def close(self) -> None:
        """Do nothing: the connection is closed, not its cursors."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)


class _KeepingConnection:
    """A DB-API connection that hands out cursors which keep their rows."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def cursor(self) -> _KeepingCursor:
        """Return a cursor that keeps its rows."""
        return _KeepingCursor(self._connection.cursor())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


class GreatExpectationsDialect(Dialect):
    """DuckDB as Great Expectations can use it."""

    supports_statement_cache = False

    def connect(self, *arguments: Any, schema: str = "main", **parameters: Any) -> Any:
        """Open a connection whose cursors keep their rows, and that looks into one schema."""
        connection = super().connect(*arguments, **parameters)
        connection.execute(f"set schema = '{schema}'")
        return _KeepingConnection(connection)


def register() -> None:
    """Make `duckdb+gx://` known to SQLAlchemy."""
    registry.register("duckdb.gx", __name__, GreatExpectationsDialect.__name__)
