"""The next profiling question for every customer, computed set-wise inside the warehouse.

The steps are SQL files that run in the order of their numbers: what was asked before, what is known
or assumed already, which situation and state of knowledge each customer is in, and the first hard
rule that forbids a question to a customer. Python adds what each answer is worth in the few states
there are. The choices are then made portion by portion, so that a million customers need no more
memory than one portion of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from orchestration.lib.profiling.gains import compute_state_gains
from orchestration.lib.profiling.templates import filled, with_class_columns
from orchestration.lib.warehouse.clock import moment_of_run

_SQL = Path(__file__).parent / "sql"
_STEPS = tuple(sorted(_SQL.glob("*.sql")))
_PORTION_SQL = _SQL / "portion"
_CHOICE_STEPS = tuple(sorted(_PORTION_SQL.glob("[0-9]*.sql")))
_PORTION = 250_000
_MOST_QUESTIONS = 62
_FACTS = "09_facts"
_STATES = "10_states"


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

    Returns: What was decided, in numbers. The tables are replaced in one transaction: a reader sees
        the old decisions or the new ones. The choices of the moment are logged beside those of
        other moments.

    Raises: ValueError when the catalogue has more than 62 questions.
    """
    moment = as_of_at or moment_of_run(connection)
    prepare(connection, moment)
    _run_steps(connection, after=_FACTS, until=_STATES)
    compute_state_gains(connection)
    _run_steps(connection, after=_STATES)
    _give_places(connection)
    for _ in _portions(connection):
        for step in _CHOICE_STEPS:
            _run(connection, step.read_text(encoding="utf-8"), {})
    _replace(connection, moment)
    return _outcome(connection)


def prepare(connection: duckdb.DuckDBPyConnection, as_of_at: datetime) -> None:
    """Run the steps up to the facts, from which kinds of people are learned as well."""
    _run_steps(connection, until=_FACTS, as_of=as_of_at)
    count = _count(connection, "catalogue")
    if count > _MOST_QUESTIONS:
        raise ValueError(
            f"seeds/rules/questions.csv has {count} questions; the engine weighs at most "
            f"{_MOST_QUESTIONS} at a time. Remove those that are switched off."
        )


def _give_places(connection: duckdb.DuckDBPyConnection) -> None:
    """Draw who may be asked what only so many may be asked this week."""
    if not _count(connection, "catalogue where asks_left_this_week is not null"):
        return
    wishes = (_PORTION_SQL / "wishes.sql").read_text(encoding="utf-8")
    for _ in _portions(connection):
        _run(connection, wishes, {})
    _run(connection, (_PORTION_SQL / "places.sql").read_text(encoding="utf-8"), {})


def _portions(connection: duckdb.DuckDBPyConnection) -> Iterator[int]:
    """Put one portion of the customers after the other into the tables of a portion."""
    portion = (_PORTION_SQL / "portion.sql").read_text(encoding="utf-8")
    for after in range(0, _count(connection, "standings"), _PORTION):
        _run(connection, portion, {"after": after, "until": after + _PORTION})
        yield after


def _run_steps(
    connection: duckdb.DuckDBPyConnection,
    after: str = "",
    until: str = "99",
    as_of: datetime | None = None,
) -> None:
    for step in _STEPS:
        if after < step.stem <= until:
            text = step.read_text(encoding="utf-8")
            if step.stem == _STATES:
                text = with_class_columns(connection, text)
            _run(connection, text, {"as_of": as_of})


def _run(
    connection: duckdb.DuckDBPyConnection, text: str, parameters: Mapping[str, object]
) -> None:
    """Run one file; a parameter is passed only to the statement that names it."""
    for statement in filled(text).split(";\n"):
        if statement.strip():
            named = {name: value for name, value in parameters.items() if f"${name}" in statement}
            connection.execute(statement, named or None)


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    [(count,)] = connection.sql(f"select count(*) from {table}").fetchall()
    return int(count)


def _replace(connection: duckdb.DuckDBPyConnection, moment: datetime) -> None:
    connection.begin()
    try:
        connection.execute("delete from engine.next_questions")
        connection.execute(
            "insert into engine.next_questions by name select * exclude (gain) from next_questions"
        )
        connection.execute("delete from engine.question_choices where as_of_at = $1", [moment])
        connection.execute(
            """
            insert into engine.question_choices by name
            select
                computed_at as as_of_at, customer_id, rank, question_id, channel, context,
                propensity, expected_value, gain as expected_gain, answer_probability, assumed_value
            from next_questions
            where question_id is not null
            """
        )
        connection.execute("delete from engine.question_verdicts")
        connection.execute(
            """
            insert into engine.question_verdicts by name
            select
                question_id, blocked_rule, sum(customer_count) as customer_count,
                sum(expected_value) as expected_value, $1 as computed_at
            from verdict_counts
            group by question_id, blocked_rule
            """,
            [moment],
        )
        connection.commit()
    except duckdb.Error:
        connection.rollback()
        raise


def _outcome(connection: duckdb.DuckDBPyConnection) -> Outcome:
    rows = connection.sql(
        """
        select question_id, blocked_rule, count(*) as customers
        from next_questions
        where rank = 1
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
