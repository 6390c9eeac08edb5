"""Small tables of Python are replaced whole, in one transaction."""

from collections.abc import Sequence

import duckdb
import pyarrow as pa


def replace_rows(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    columns: Sequence[str],
    rows: Sequence[tuple[object, ...]],
) -> None:
    """Replace the rows of a table; a reader sees all of the old ones or all of the new ones.

    Args:
        connection: An open connection, for writing.
        table: `schema.name`.
        columns: Names of columns of the table.
        rows: Values in their order.

    Raises:
        duckdb.Error: When a row does not fit; the table is then as it was.
    """
    connection.begin()
    try:
        connection.execute(f"delete from {table}")
        if rows:
            places = ", ".join("?" for _ in columns)
            connection.executemany(
                f"insert into {table} ({', '.join(columns)}) values ({places})", rows
            )
        connection.commit()
    except duckdb.Error:
        connection.rollback()
        raise


def replace_by_arrow(connection: duckdb.DuckDBPyConnection, table: str, rows: pa.Table) -> None:
    """Replace the rows of a table by those of an Arrow table, which is faster for many.

    Args:
        connection: An open connection, for writing.
        table: `schema.name`.
        rows: Its columns are told by their names.

    Raises:
        duckdb.Error: When a column does not fit; the table is then as it was.
    """
    connection.register("rows_to_put", rows)
    connection.begin()
    try:
        connection.execute(f"delete from {table}")
        connection.execute(f"insert into {table} by name select * from rows_to_put")
        connection.commit()
    except duckdb.Error:
        connection.rollback()
        raise
    finally:
        connection.unregister("rows_to_put")
