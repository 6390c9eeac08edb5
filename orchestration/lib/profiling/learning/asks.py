"""The asks of the past, each in the state of the moment it was put, as SQL collects them."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa

_SQL = Path(__file__).resolve().parent / "sql"
# The guesses are a step of the engine itself.
_ENGINE_SQL = _SQL.parents[1] / "sql"

# Equal states fit together, so that a million asks are some ten thousand rows: for that the
# responsiveness is rounded, and more than 10 asks in 90 days count as 10.
_COUNTS = """
    select
        question_id,
        lifecycle_stage,
        channel,
        round(responsiveness, 2) as responsiveness,
        cast(least(asks_of_90_days, 10) as double) as asks_of_90_days,
        cast(is_confirmation as double) as is_confirmation,
        count(*) as ask_count,
        count(*) filter (where outcome = 'answered') as answered_count,
        count(*) filter (where outcome = 'refused') as refused_count
    from asks_in_state
    where
        is_settled
        and asked_at > coalesce($after, asked_at - interval 1 day)
        and settled_at <= coalesce($until, settled_at)
    group by all
    order by all
"""


def collect_responses(connection: duckdb.DuckDBPyConnection, as_of: datetime) -> None:
    """Find out how every ask ended, and how ready each customer is to answer.

    It leaves the temporary tables `learning` (limits), `asks_judged` (an ask and what became of
    it), `ask_surprises` and `customer_responses` (customer_id, responsiveness).

    Args:
        connection: An open connection to a built warehouse.
        as_of: The moment of the run, UTC without a zone; later asks and answers do not exist.
    """
    _run(connection, _steps(_SQL / "responses"), as_of)


def collect_asks(connection: duckdb.DuckDBPyConnection, as_of: datetime) -> None:
    """Collect what `collect_responses` does, the state in which each ask was put, and guesses.

    It leaves the temporary tables `asks_in_state` (an ask and what was known before it),
    `customer_guesses` and `guesses_compared` (what behaviour shows, and how often that agreed with
    answers) as well. The arguments are the same.
    """
    collect_responses(connection, as_of)
    guesses = _steps(_ENGINE_SQL, "*_customer_guesses.sql")
    _run(connection, [*guesses, *_steps(_SQL / "asks")], as_of)


def count_asks(
    connection: duckdb.DuckDBPyConnection,
    *,
    after: datetime | None = None,
    until: datetime | None = None,
) -> pa.Table:
    """Count the settled asks by state and outcome.

    Args:
        connection: One on which `collect_asks` has run.
        after: Only asks put after this moment.
        until: Only asks whose outcome was settled by this moment.

    Returns: One row per state: question_id, lifecycle_stage, channel, responsiveness,
        asks_of_90_days, is_confirmation; ask_count, answered_count, refused_count.
    """
    return connection.sql(_COUNTS, params={"after": after, "until": until}).to_arrow_table()


def _steps(folder: Path, pattern: str = "*.sql") -> list[Path]:
    return sorted(folder.glob(pattern))


def _run(connection: duckdb.DuckDBPyConnection, steps: Sequence[Path], as_of: datetime) -> None:
    for step in steps:
        statements = step.read_text(encoding="utf-8")
        parameters = {"as_of": as_of} if "$as_of" in statements else None
        connection.execute(statements, parameters)
