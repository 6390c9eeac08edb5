"""A guess by behaviour is trusted as far as such guesses agreed with what customers said."""

from collections.abc import Iterator
from typing import Any

import duckdb
import numpy as np
import pytest

from orchestration.lib.profiling.learning.asks import collect_asks
from orchestration.lib.profiling.learning.guess_reliability import confidences, learn_reliability
from tests.orchestration.profiling.learning.past import NOW, Ask, days_ago, warehouse_of

Guess = tuple[str, str, str, str, float]


@pytest.fixture
def shown() -> Iterator[Any]:
    """Return the guesses of a warehouse with answers and signs of behaviour."""
    opened: list[duckdb.DuckDBPyConnection] = []

    def guesses(answers: list[Ask], *signs: tuple[Any, ...]) -> duckdb.DuckDBPyConnection:
        connection = warehouse_of(answers)
        opened.append(connection)
        connection.executemany(
            "insert into profile.int_profile__preferences (customer_id, preference_name, "
            "preference_value, is_declared, sign_count, behaviour_share, behaviour_rank) "
            "values (?, ?, ?, ?, ?, ?, ?)",
            signs,
        )
        collect_asks(connection, NOW)
        return connection

    yield guesses
    for connection in opened:
        connection.execute("delete from profile.int_profile__preferences")
        connection.execute("delete from engine.guess_reliability")


def said(customer: str, question: str, value: str) -> Ask:
    return Ask(customer, question, days_ago(50), "answered", days_ago(50), value)


def evidence(connection: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    rows = connection.sql(
        "select attribute_name, guessed_value, evidence_level from customer_guesses order by all"
    )
    return list(rows.fetchall())


def test_the_first_value_by_behaviour_is_the_guess(shown: Any) -> None:
    connection = shown(
        [said("a", "q_sex", "female")],
        ("a", "brand", "Velkora", False, 3, 0.7, 1),
        ("a", "brand", "Zed", False, 1, 0.3, 2),
    )
    assert evidence(connection) == [("favourite_brand", "Velkora", "fair")]


def test_numbers_are_sizes_of_shoes_and_letters_sizes_of_clothes(shown: Any) -> None:
    """Each is ranked among its like, and its share is one of its like."""
    connection = shown(
        [said("a", "q_sex", "female")],
        ("a", "size", "M", False, 9, 0.6, 1),
        ("a", "size", "43", False, 9, 0.4, 2),
    )
    assert evidence(connection) == [
        ("clothing_size", "M", "strong"),
        ("shoe_size", "43", "strong"),
    ]


def test_what_was_only_declared_is_no_guess(shown: Any) -> None:
    connection = shown(
        [said("a", "q_favourite_brand", "Velkora")],
        ("a", "brand", "Velkora", True, 1, None, 1),
    )
    assert evidence(connection) == []


def test_a_declaration_is_no_sign_of_behaviour(shown: Any) -> None:
    """Else the answer would strengthen the very guess that it is compared with."""
    connection = shown(
        [said("a", "q_favourite_brand", "Velkora")],
        ("a", "brand", "Velkora", True, 3, 1.0, 1),
    )
    assert evidence(connection) == [("favourite_brand", "Velkora", "weak")]


def test_before_anything_is_learned_few_signs_give_little_confidence(shown: Any) -> None:
    connection = shown(
        [said("a", "q_sex", "female"), said("b", "q_sex", "male")],
        ("a", "brand", "Velkora", False, 1, 1.0, 1),
        ("b", "brand", "Velkora", False, 27, 1.0, 1),
    )
    rows = connection.sql("select confidence from customer_guesses order by customer_id")
    assert rows.fetchall() == [(0.25,), (0.9,)]


def test_what_was_learned_is_the_confidence(shown: Any) -> None:
    warehouse_of([]).execute(
        "insert into engine.guess_reliability values ('favourite_brand', 'fair', 0.77, 7, 9)"
    )
    connection = shown([said("a", "q_sex", "female")], ("a", "brand", "Velkora", False, 4, 0.7, 1))
    assert connection.sql("select confidence from customer_guesses").fetchall() == [(0.77,)]


def test_guesses_are_compared_with_answers(shown: Any) -> None:
    people = [f"c{number}" for number in range(10)]
    connection = shown(
        [
            said(name, "q_favourite_brand", "velkora " if number else "Zed")
            for number, name in enumerate(people)
        ],
        *[(name, "brand", "Velkora", False, 5, 0.6, 1) for name in people],
    )
    learned = learn_reliability(connection).to_pylist()
    [fair] = [
        row
        for row in learned
        if (row["attribute_name"], row["evidence_level"]) == ("favourite_brand", "fair")
    ]
    assert (fair["agreed_count"], fair["compared_count"]) == (9, 10)
    assert 0.8 < fair["confidence"] < 0.95
    assert len(learned) == 8 * 3


LEVELS = ["weak", "weak", "weak", "strong", "strong", "strong"]


def confidence(shares: list[float], agreed: list[int], compared: list[int]) -> list[float]:
    arrays = (np.array(values, dtype=np.float64) for values in (shares, agreed, compared))
    return list(confidences(LEVELS, *arrays))


def test_without_answers_shares_are_taken_at_their_word() -> None:
    shares = [0.3, 0.4, 0.5, 0.7, 0.8, 0.9]
    assert confidence(shares, [0] * 6, [0] * 6) == pytest.approx(shares)


def test_an_attribute_with_many_answers_speaks_for_itself() -> None:
    learned = confidence([0.5] * 6, [100, 900, 0, 500, 500, 500], [1000, 1000, 0, 1000, 1000, 1000])
    assert learned[:2] == pytest.approx([0.1, 0.9], abs=0.01)


def test_an_attribute_without_answers_borrows_from_the_others() -> None:
    """Where shares promise half of what comes, a share without answers is believed to as well."""
    learned = confidence(
        [0.4] * 3 + [0.6] * 3, [320, 320, 0, 240, 240, 240], [400, 400, 0] + [400] * 3
    )
    assert learned[2] == pytest.approx(0.8, abs=0.05)


def test_a_level_without_any_guess_has_a_confidence_too() -> None:
    learned = confidence([float("nan")] * 3 + [0.6] * 3, [0] * 6, [0] * 6)
    assert all(0 < value < 1 for value in learned)
