"""The limits of the seed `profiling_limits`."""

import duckdb


def read_limits(connection: duckdb.DuckDBPyConnection) -> dict[str, float]:
    """Return the limits by name."""
    rows = connection.sql("select limit_name, limit_value from rules.profiling_limits").fetchall()
    return dict(rows)
