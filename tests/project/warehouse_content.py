"""What a built warehouse holds, in a form that two builds can be compared by."""

from __future__ import annotations

from pathlib import Path

import duckdb

# A table's content, whatever the order of its rows: their number and the sum of their hashes.
Fingerprint = tuple[int, int]


def fingerprints(warehouse: Path, schemas: tuple[str, ...]) -> dict[str, Fingerprint]:
    """The fingerprint of each table or view of `schemas` in the file, by `schema.table`."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        tables = connection.execute(
            "select table_schema, table_name from information_schema.tables"
            " where list_contains(?, table_schema)",
            [list(schemas)],
        ).fetchall()
        return {
            f"{schema}.{table}": _fingerprint(connection, f'"{schema}"."{table}"')
            for schema, table in sorted(tables)
        }


def _fingerprint(connection: duckdb.DuckDBPyConnection, table: str) -> Fingerprint:
    rows = connection.execute(
        f"select count(*), coalesce(sum(cast(hash(content) as hugeint)), 0) from {table} as content"
    ).fetchall()
    return int(rows[0][0]), int(rows[0][1])


def crosswalk(warehouse: Path) -> set[tuple[str, str, str]]:
    """Identifier type, value and customer of every person key in the file."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return set(
            connection.execute(
                "select identifier_type, identifier_value, customer_id"
                " from marts.customer_identifiers"
            ).fetchall()
        )


def column_names(warehouse: Path) -> dict[str, list[str]]:
    """Names of the columns of each table and view in the file, by table name."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        rows = connection.execute(
            "select table_name, column_name from information_schema.columns"
        ).fetchall()
    columns: dict[str, list[str]] = {}
    for table, column in rows:
        columns.setdefault(table, []).append(column)
    return columns
