"""Loads the evidence of a few clusters, by the SQL steps beside this file."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb

from orchestration.lib.explanation.subjects import all_rows

_SQL = Path(__file__).parent / "sql"
_STEPS = ("01_members", "02_evidence")

# How many refusals apart two clusters may lie, and how many clusters are looked at on the way.
MAX_REFUSALS = 6
MAX_CLUSTERS = 5000


def ask(
    connection: duckdb.DuckDBPyConnection, name: str, parameters: dict[str, Any] | None = None
) -> list[dict[str, Any]]:
    """Return the rows of one of the package's queries."""
    return all_rows(connection, _text(name), parameters)


def gather_evidence(connection: duckdb.DuckDBPyConnection, clusters: Iterable[int | None]) -> None:
    """Make the temporary tables `members` and `evidence` of some clusters and what lies between."""
    _begin(connection, clusters)
    _load(connection)


def gather_evidence_between(connection: duckdb.DuckDBPyConnection, start: int, end: int) -> bool:
    """Gather the evidence of two clusters and of those that refused evidence leads over.

    The search spreads from `start` along refusals until it meets `end`, so it looks at some few
    clusters, whatever the size of the warehouse.

    Returns:
        Whether refused evidence leads from one to the other.
    """
    _begin(connection, [start])
    size = 1
    for _ in range(MAX_REFUSALS):
        connection.execute(_text("spread_by_refusals"))
        rows = connection.sql("select cluster_id from clusters_concerned").fetchall()
        if (end,) in rows:
            _load(connection)
            return True
        if len(rows) == size or len(rows) > MAX_CLUSTERS:
            break
        size = len(rows)
    return False


def _begin(connection: duckdb.DuckDBPyConnection, clusters: Iterable[int | None]) -> None:
    connection.execute("create or replace temp table clusters_concerned (cluster_id bigint)")
    for cluster_id in sorted({cluster for cluster in clusters if cluster is not None}):
        connection.execute("insert into clusters_concerned values (?)", [cluster_id])


def _load(connection: duckdb.DuckDBPyConnection) -> None:
    for step in _STEPS:
        connection.execute(_text(step))


def _text(name: str) -> str:
    return (_SQL / f"{name}.sql").read_text(encoding="utf-8")
