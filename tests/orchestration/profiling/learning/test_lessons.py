"""One call learns everything, writes it at once, and gives the same the next time."""

from typing import Any

import duckdb
import numpy as np
import pytest

from orchestration.lib.profiling.learning.lessons import TABLES, learn
from tests.orchestration.profiling.learning.past import NOW, Ask, days_ago, warehouse_of


def past(count: int) -> list[Ask]:
    """Asks of whom two in three answer the sex and one in ten the income."""
    draws = np.random.default_rng(8)
    asks = []
    for number in range(count):
        question = ("q_sex", "q_household_income")[number % 2]
        answers = draws.uniform() < (0.67, 0.1)[number % 2]
        moment = days_ago(20 + 500 * draws.uniform())
        asks.append(
            Ask(f"c{number}", question, moment, "answered", moment, "x")
            if answers
            else Ask(f"c{number}", question, moment)
        )
    return asks


def written(connection: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[Any, ...]]]:
    return {
        table: connection.sql(f"from engine.{table} order by all").fetchall() for table in TABLES
    }


def test_every_table_is_written_and_written_alike_again() -> None:
    connection = warehouse_of(past(400))
    outcome = learn(connection, NOW)
    first = written(connection)
    assert outcome.asks == 400
    assert all(first.values())
    learn(connection, NOW)
    assert written(connection) == first


def test_the_learned_rates_beat_the_catalogues() -> None:
    outcome = learn(warehouse_of(past(600)), NOW)
    losses = {
        judgement.predictor: judgement.measures["log_loss"]
        for judgement in outcome.judgements
        if judgement.outcome == "answered"
    }
    assert losses["model"] < losses["catalogue_rate"]
    assert losses["model"] < losses["overall_rate"]


def test_without_any_ask_the_tables_hold_what_the_catalogue_expects() -> None:
    connection = warehouse_of([])
    assert learn(connection, NOW).judgements == []
    rows = connection.sql(
        """
        select
            max(abs(1 / (1 + exp(-cells.log_odds)) - questions.base_answer_rate)),
            (select count(*) from engine.response_quality)
        from engine.response_cells as cells
        inner join rules.questions as questions on cells.question_id = questions.question_id
        where cells.outcome = 'answered' and cells.draw = 0
        """
    ).fetchall()
    assert rows[0] == (pytest.approx(0, abs=1e-9), 0)
