"""The moment that a run describes, which no part of the project takes from the clock."""

from datetime import UTC, datetime

import duckdb


def parse_moment(text: str) -> datetime | None:
    """Read an ISO timestamp as UTC without a zone; nothing stays nothing.

    Raises:
        ValueError: When the text is no timestamp.
    """
    if not text:
        return None
    moment = datetime.fromisoformat(text)
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def moment_of_run(connection: duckdb.DuckDBPyConnection) -> datetime:
    """Return the moment that the built warehouse describes, UTC without a zone."""
    rows = connection.sql("select as_of_at from input.run_clock").fetchall()
    moment: datetime = rows[0][0]
    return moment
