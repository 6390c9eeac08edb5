"""A warehouse in memory that holds nothing but what the next-question engine reads and writes."""

from pathlib import Path

import duckdb

RULES = Path(__file__).resolve().parents[2] / "seeds" / "rules"
_SCHEMAS = ("activity", "engine", "identity", "input", "marts", "profile", "rules")
_TABLES = Path(__file__).with_name("warehouse.sql")


def empty_warehouse(path: str = ":memory:", rules: Path = RULES) -> duckdb.DuckDBPyConnection:
    """Return a connection to a new warehouse with the rules of the seeds and no customers.

    Args:
        path: Where to keep it; in memory by default.
        rules: The folder of the seeds to read.
    """
    connection = duckdb.connect(path)
    for schema in _SCHEMAS:
        connection.execute(f"create schema {schema}")
    connection.execute(_TABLES.read_text(encoding="utf-8").format(rules=rules))
    return connection
