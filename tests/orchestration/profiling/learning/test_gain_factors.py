"""Answers are worth what they changed, shrunk to what was expected where few are known."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from orchestration.lib.profiling.learning.asks import collect_asks
from orchestration.lib.profiling.learning.gain_factors import factors, learn_factors
from orchestration.lib.profiling.learning.response_rates import DRAWS
from tests.orchestration.profiling.learning.past import NOW, Ask, days_ago, warehouse_of

NOTHING = pa.table(
    {
        "attribute_name": pa.array([], pa.string()),
        "evidence_level": pa.array([], pa.string()),
        "confidence": pa.array([], pa.float64()),
    }
)


def means(changed: list[float], expected: list[float]) -> list[float]:
    return list(factors(np.array(changed), np.array(expected), seed=1)[0])


def test_without_answers_a_factor_is_one() -> None:
    assert means([0, 0], [0, 0]) == pytest.approx([1, 1])


def test_few_answers_leave_a_factor_near_one_and_many_move_it() -> None:
    few, many = means([2, 200, 100, 100], [1, 100, 100, 100])[:2]
    assert 1 < few < 1.4
    assert many == pytest.approx(2, abs=0.2)


def test_answers_that_never_change_anything_lose_their_worth() -> None:
    assert means([0, 100], [100, 100])[0] < 0.3


def test_draws_have_the_spread_of_the_gamma_posterior() -> None:
    drawn = np.concatenate(
        [factors(np.full(50, 80.0), np.full(50, 80.0), seed)[1:].ravel() for seed in range(10)]
    )
    assert drawn.mean() == pytest.approx(1, abs=0.01)
    assert 1 / 2080**0.5 * 0.9 < drawn.std() < 1 / 82**0.5 * 1.1


def said(customer: str, value: str, days: float, question: str = "q_sex") -> Ask:
    return Ask(customer, question, days_ago(days), "answered", days_ago(days), value)


@pytest.fixture
def changes() -> Iterator[Any]:
    """Return what answers changed, as one row per question."""
    tables = ("engine.question_choices", "profile.int_profile__preferences")

    def measured(past: list[Ask], *statements: str) -> dict[str, tuple[float, float]]:
        connection = warehouse_of(past)
        for statement in statements:
            connection.execute(statement)
        collect_asks(connection, NOW)
        learn_factors(connection, NOTHING, ["q_sex"], seed=1)
        rows = connection.sql("select question_id, changed, expected from changes").fetchall()
        return {question: (changed, expected) for question, changed, expected in rows}

    yield measured
    connection = warehouse_of([])
    for table in tables:
        connection.execute(f"delete from {table}")
    connection.execute("update rules.question_uses set deciding_values = null")


def test_an_answer_that_is_the_commonest_so_far_changes_nothing(changes: Any) -> None:
    """The first answer has nothing before it; before the others, one to two women were known."""
    past = [said("a", "female", 90), said("b", "female", 80), said("c", "male", 70)]
    assert changes(past)["q_sex"] == pytest.approx((1, 1 / 2 + 1 / 3))


def test_the_log_of_the_engine_says_what_was_assumed_and_expected(changes: Any) -> None:
    """The newest choice up to the ask counts; two points of all that the uses are worth."""
    worths = "select sum(worth) from rules.question_uses where question_id = 'q_sex'"
    [(worth,)] = warehouse_of([]).sql(worths).fetchall()
    choice = (
        "insert into engine.question_choices by name select timestamp '{}' as as_of_at, "
        "'a' as customer_id, 'q_sex' as question_id, '{}' as assumed_value, {} as expected_gain"
    )
    logged = [
        choice.format(days_ago(95), "male", 1),
        choice.format(days_ago(92), "female", 2),
        choice.format(days_ago(89), "male", 5),
    ]
    assert changes([said("a", "female", 90)], *logged)["q_sex"] == pytest.approx((0, 2 / worth))
    assert changes([said("a", "male", 90)])["q_sex"] == pytest.approx((1, 2 / worth))


def test_another_value_on_the_same_side_of_a_use_changes_nothing(changes: Any) -> None:
    sides = "update rules.question_uses set deciding_values = 'XS|S'"
    past = [
        replace(said(name, value, 90 - number), question_id="q_clothing_size")
        for number, (name, value) in enumerate([("a", "S"), ("b", "XS"), ("c", "M")])
    ]
    assert changes(past)["q_clothing_size"][0] == 2
    assert changes(past, sides)["q_clothing_size"][0] == 1


def test_every_question_has_every_draw() -> None:
    connection = warehouse_of([])
    collect_asks(connection, NOW)
    learned = learn_factors(connection, NOTHING, ["q_sex", "q_csp"], seed=1)
    assert learned.num_rows == 2 * (DRAWS + 1)
    assert learned.equals(learn_factors(connection, NOTHING, ["q_sex", "q_csp"], seed=1))
