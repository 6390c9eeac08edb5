"""An audit of the questions chosen, written against the rules and not against the engine.

Each rule is one query over the raw history, in a file of its own, that must return nothing. The
engine's steps and verdicts are never looked at, so that a mistake there cannot hide here. The idea
of checks that share nothing with what they check is that of independent verification (IEEE 1012).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

_FILES = tuple(sorted((Path(__file__).parent / "audit").glob("*.sql")))
_PREPARATION = "00_"


@dataclass(frozen=True)
class Violation:
    """A question chosen that breaks a hard rule.

    Attributes:
        rule: The rule, by the name that the engine gives when it keeps a question back.
        customer_id: Who would be asked.
        question_id: The question.
        detail: What broke it, in words.
    """

    rule: str
    customer_id: str
    question_id: str | None
    detail: str


def violations(connection: duckdb.DuckDBPyConnection, as_of_at: datetime) -> list[Violation]:
    """Return every breach of a hard rule in `engine.next_questions`; there should be none.

    Args:
        connection: An open connection to a built warehouse. Only temporary tables are written.
        as_of_at: The moment for which the questions were chosen, UTC without a zone.

    Returns: The breaches, in the order of the rules. Every rule is one pass over whole tables, so
        the time grows with the rows and not with the customers times the rules.
    """
    found: list[Violation] = []
    for file in _FILES:
        query = file.read_text(encoding="utf-8")
        parameters = {"as_of": as_of_at} if "$as_of" in query else None
        if file.name.startswith(_PREPARATION):
            connection.execute(query, parameters)
        else:
            rows = connection.execute(f"from ({query}) order by all", parameters).fetchall()
            found.extend(Violation(*row) for row in rows)
    return found


def count_by_rule(found: Iterable[Violation]) -> dict[str, int]:
    """Return how many breaches each broken rule has, most first."""
    return dict(Counter(violation.rule for violation in found).most_common())


def rules() -> list[str]:
    """Return the names of the rules that the audit checks, in their order."""
    return [file.stem[3:] for file in _FILES if not file.name.startswith(_PREPARATION)]
