"""The stays that windows of SQL find are those of a walk through time, whatever happened when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.identity.conftest import Build
from tests.lifecycle.models import Lifecycle, open_models
from tests.lifecycle.retelling import DAYS, OPINIONS, ORDERS, Condition, History, stays

START = datetime.fromisoformat("2024-01-01")
END = START + timedelta(days=400)
STAGES = ["first", "second", "third"]

# Steps of six hours and windows of whole days, so that beginnings and ends fall together often.
times = st.integers(min_value=0, max_value=4 * 60).map(
    lambda step: START + timedelta(hours=6 * step)
)
histories = st.builds(
    History,
    times,
    st.lists(times, max_size=6),
    st.lists(times, max_size=8),
    st.lists(st.tuples(times, st.sampled_from([3, 9, 10])), max_size=4),
)
conditions = st.lists(
    st.builds(
        Condition,
        st.sampled_from(STAGES),
        st.sampled_from(["enter", "stay"]),
        st.sampled_from(["one", "other"]),
        st.sampled_from([ORDERS, DAYS, OPINIONS]),
        st.sampled_from(["at_least", "fewer_than"]),
        st.integers(min_value=1, max_value=3),
        st.sampled_from([None, 1, 5, 10, 20]),
    ),
    min_size=1,
    max_size=9,
)
populations = st.lists(histories, min_size=1, max_size=4).map(
    lambda people: {f"c{place}": person for place, person in enumerate(people)}
)
few = settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def lifecycle(build: Build) -> Iterator[Lifecycle]:
    """The models, open."""
    lifecycle = open_models(build)
    yield lifecycle
    lifecycle.connection.close()


def conditional(rules: list[Condition]) -> list[str]:
    """The stages that have a condition: one without would hide all behind it for ever."""
    named = {rule.stage for rule in rules}
    return [stage for stage in STAGES if stage in named]


@few
@given(populations, conditions)
def test_the_stages_are_those_of_a_walk_through_time(
    lifecycle: Lifecycle, people: dict[str, History], rules: list[Condition]
) -> None:
    stages = conditional(rules)
    lifecycle.load(people, rules, stages)
    expected = [
        (customer, stage, entered_at)
        for customer, history in people.items()
        for stage, entered_at in stays(history, rules, stages)
    ]
    assert lifecycle.stays(END) == sorted(expected)


@few
@given(populations, conditions, st.integers(min_value=0, max_value=9))
def test_order_and_repetition_change_nothing(
    lifecycle: Lifecycle, people: dict[str, History], rules: list[Condition], seed: int
) -> None:
    stages = conditional(rules)
    lifecycle.load(people, rules, stages)
    before = lifecycle.history(END)
    lifecycle.load(people, rules, stages, shuffle=seed)
    assert lifecycle.history(END) == before


@few
@given(populations, conditions, times)
def test_a_later_run_only_adds_to_what_was_told(
    lifecycle: Lifecycle, people: dict[str, History], rules: list[Condition], cut: datetime
) -> None:
    known = {name: person for name, person in people.items() if person.first_at <= cut}
    lifecycle.load(known, rules, conditional(rules))
    # Of the stay that was open, only its end, its next stage and what ended it may be added.
    early = lifecycle.history(cut)
    later = {row[:2]: row for row in lifecycle.history(END)}
    for row in early:
        told = later[row[:2]]
        assert told[2:4] == row[2:4]
        assert told[5] == row[5]
        assert told[7] == row[7]
        if row[4] is not None:
            assert told == row
        else:
            assert told[4] is None or told[4] > cut


@few
@given(populations, conditions)
def test_the_stays_of_a_customer_follow_each_other_without_gap(
    lifecycle: Lifecycle, people: dict[str, History], rules: list[Condition]
) -> None:
    lifecycle.load(people, rules, conditional(rules))
    rows = lifecycle.history(END)
    for customer, person in people.items():
        own = [row for row in rows if row[0] == customer]
        assert own[0][3] == person.first_at
        assert (own[0][5], own[-1][4], own[-1][6]) == (None, None, None)
        for earlier, later in pairwise(own):
            assert earlier[4] == later[3]
            assert earlier[2] == later[5]
            assert earlier[6] == later[2] != earlier[2]
            assert earlier[8] is not None
