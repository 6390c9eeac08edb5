"""The next profiling question for every customer, computed set-wise inside the warehouse.

The steps are SQL files that run in the order of their numbers: what was asked before, what every
question is worth, what is known already, the first hard rule that forbids a question to a
customer, and the best question that is left. Nothing per customer passes through Python, so a
million customers cost what the joins cost.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from orchestration.lib.warehouse.clock import moment_of_run

STEPS = tuple(sorted((Path(__file__).parent / "sql").glob("*.sql")))

_COLUMNS = (
    "customer_id, question_id, rank, channel, context, expected_value, answer_probability, reason, "
    "blocked_rule, computed_at"
)


@dataclass(frozen=True)
class Outcome:
    """What a run decided.

    Attributes:
        customers: How many customers were considered.
        asked: How many of them have a question.
        by_question: Customers by the question they would be asked.
        by_rule: Customers with no question, by the rule that kept the best one back.
    """

    customers: int
    asked: int
    by_question: dict[str, int]
    by_rule: dict[str, int]


def compute_next_questions(
    connection: duckdb.DuckDBPyConnection, as_of_at: datetime | None = None
) -> Outcome:
    """Decide the next question of every customer, and replace `engine.next_questions` by it.

    Args:
        connection: An open connection to a built warehouse, for writing.
        as_of_at: The moment to decide for, UTC without a zone; by default the run's own.

    Returns: What was decided, in numbers. The table is replaced in one transaction: a reader sees
        the old decisions or the new ones.
    """
    moment = as_of_at or moment_of_run(connection)
    for step in STEPS:
        statements = step.read_text(encoding="utf-8")
        parameters = {"as_of": moment} if "$as_of" in statements else None
        connection.execute(statements, parameters)
    connection.begin()
    try:
        connection.execute("delete from engine.next_questions")
        connection.execute(
            f"insert into engine.next_questions ({_COLUMNS}) select {_COLUMNS} from next_questions"
        )
        connection.commit()
    except duckdb.Error:
        connection.rollback()
        raise
    return _outcome(connection)


def _outcome(connection: duckdb.DuckDBPyConnection) -> Outcome:
    rows = connection.sql(
        """
        select question_id, blocked_rule, count(*) as customers
        from next_questions
        group by question_id, blocked_rule
        order by customers desc, question_id nulls last, blocked_rule nulls last
        """
    ).fetchall()
    by_question: dict[str, int] = {}
    by_rule: dict[str, int] = {}
    for question, rule, customers in rows:
        counted, name = (by_question, question) if question else (by_rule, rule)
        counted[name] = counted.get(name, 0) + customers
    asked = sum(by_question.values())
    silent = sum(by_rule.values())
    return Outcome(customers=asked + silent, asked=asked, by_question=by_question, by_rule=by_rule)
