"""An ask is learned from in the state of its own moment, once its outcome is known."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orchestration.lib.profiling.learning.asks import collect_asks, count_asks
from tests.orchestration.profiling.learning.past import NOW, Ask, asks, days_ago, warehouse_of

Stays = Sequence[tuple[str, str, datetime, datetime | None]]
_SLOW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def rows_of(past: list[Ask], stays: Stays = ()) -> list[dict[str, Any]]:
    """Return the asks in their states, in the order of their customers and moments."""
    connection = warehouse_of(past, stays=stays)
    collect_asks(connection, NOW)
    rows = connection.sql("from asks_in_state order by customer_id, asked_at, question_id")
    return list(rows.to_arrow_table().to_pylist())


def test_a_silence_younger_than_the_limit_has_no_outcome_yet() -> None:
    rows = rows_of([Ask("a", "q_sex", days_ago(13)), Ask("b", "q_sex", days_ago(14))])
    assert [row["outcome"] for row in rows] == [None, "ignored"]


def test_young_asks_are_left_out_even_where_they_are_answered() -> None:
    """Among young asks the quick answers are known and the silences are not."""
    answered = Ask("a", "q_sex", days_ago(13), "answered", days_ago(12))
    connection = warehouse_of([answered, Ask("b", "q_sex", days_ago(20))])
    collect_asks(connection, NOW)
    assert count_asks(connection)["ask_count"].to_pylist() == [1]


def test_an_answer_after_the_limit_does_not_change_the_outcome() -> None:
    late = Ask("a", "q_sex", days_ago(40), "answered", days_ago(40 - 14.1))
    in_time = replace(late, customer_id="b", answered_at=days_ago(40 - 13.9))
    assert [row["outcome"] for row in rows_of([late, in_time])] == ["ignored", "answered"]


def test_the_stage_is_the_one_held_just_before_the_ask() -> None:
    stays = [
        ("a", "awareness", days_ago(100), days_ago(50)),
        ("a", "loyal", days_ago(50), None),
    ]
    past = [Ask("a", "q_sex", days_ago(days)) for days in (110, 100, 99, 50, 49)]
    stages = [row["lifecycle_stage"] for row in rows_of(past, stays)]
    assert stages == ["", "", "awareness", "awareness", "loyal"]


def test_only_asks_of_the_ninety_days_before_count() -> None:
    past = [Ask("a", "q_sex", days_ago(days)) for days in (200, 110, 105, 20)]
    assert [row["asks_of_90_days"] for row in rows_of(past)] == [0, 1, 1, 2]


def test_a_question_answered_before_is_confirmed() -> None:
    past = [
        Ask("a", "q_sex", days_ago(90), "answered", days_ago(60)),
        Ask("a", "q_sex", days_ago(80), "answered", days_ago(79)),
        Ask("a", "q_sex", days_ago(70)),
        Ask("a", "q_shoe_size", days_ago(60)),
    ]
    assert [row["is_confirmation"] for row in rows_of(past)] == [False, False, True, False]


def test_who_answered_what_others_leave_is_more_responsive_by_as_much() -> None:
    """The catalogue's rate of q_sex is 0.5, which counts as 4 asks; so do 4 of no surprise."""
    past = [
        Ask("a", "q_sex", days_ago(90), "answered", days_ago(90)),
        Ask("a", "q_sex", days_ago(60)),
        Ask("a", "q_sex", days_ago(30)),
    ]
    responsiveness = [row["responsiveness"] for row in rows_of(past)]
    expected_second = (4 * 0.5 + 1) / 5
    assert responsiveness == pytest.approx([0, 0.5 / 5, (0.5 - expected_second) / 6])


def test_who_objects_to_profiling_teaches_nothing() -> None:
    past = [Ask("a", "q_sex", days_ago(90)), Ask("b", "q_sex", days_ago(90))]
    connection = warehouse_of(past, objectors=["a"])
    collect_asks(connection, NOW)
    [(customer,)] = connection.sql("select customer_id from asks_in_state").fetchall()
    assert customer == "b"


@given(past=asks(), cut=st.integers(0, 24 * 120))
@_SLOW
def test_what_comes_after_an_ask_never_changes_its_state(past: list[Ask], cut: int) -> None:
    """Neither later asks nor later answers leak into what was known before."""
    moment = NOW - timedelta(hours=cut)
    before = [
        ask
        if ask.answered_at is None or ask.answered_at < moment
        else replace(ask, status="asked", answered_at=None)
        for ask in past
        if ask.asked_at <= moment
    ]
    state = ("lifecycle_stage", "responsiveness", "asks_of_90_days", "is_confirmation")

    def states(rows: list[dict[str, Any]]) -> list[list[Any]]:
        return [
            [row["customer_id"], row["asked_at"], *(row[name] for name in state)]
            for row in rows
            if row["asked_at"] <= moment
        ]

    assert states(rows_of(past)) == states(rows_of(before))


@given(past=asks(), seed=st.randoms(use_true_random=False))
@_SLOW
def test_the_order_of_the_asks_does_not_matter(past: list[Ask], seed: Any) -> None:
    shuffled = list(past)
    seed.shuffle(shuffled)
    assert rows_of(past) == rows_of(shuffled)
