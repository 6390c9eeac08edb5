"""The audit finds every question that a hard rule forbids, and no other."""

import functools
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.next_question.warehouse import empty_warehouse
from orchestration.lib.profiling.audit import count_by_rule, rules, violations
from tests.orchestration.profiling.hard_rules import HARD_RULES, Decision, broken_rules
from tests.orchestration.profiling.histories import (
    CATEGORIES,
    CHANNELS,
    NOW,
    Ask,
    Customer,
    History,
    Known,
    Reliability,
    Taste,
    View,
    build_warehouse,
    catalogue,
    fill,
    histories,
    insert_all,
)

Breach = tuple[str, str, str]

DAYS_AGO = {days: NOW - timedelta(days=days) for days in range(1000)}
BRAND = Decision("c", 1, "q_favourite_brand", "web", "any")
RUN = Decision("c", 1, "q_running_frequency", "web", "running-shoes")
RUNNER = Customer("c", favourite_category="running-shoes")


@dataclass(frozen=True)
class Planted:
    """A sound history and decision, and the change that breaks one rule."""

    rule: str
    sound: History
    broken: History
    decisions: list[Decision] = field(default_factory=lambda: [BRAND])
    broken_decisions: list[Decision] | None = None


def alone(**changes: Any) -> History:
    return History([replace(Customer("c"), **changes)])


def asked(*asks: Ask) -> History:
    return History([Customer("c")], asks=list(asks))


def crowd(refused: int, asks: int) -> History:
    return asked(
        *(
            Ask(f"x{number}", "q_favourite_brand", status, DAYS_AGO[400])
            for number, status in enumerate(["refused"] * refused + ["asked"] * (asks - refused))
        )
    )


def changed(**columns: str) -> History:
    return replace(alone(), changes={"q_favourite_brand": columns})


def shown(signs: int, share: float, confidence: float) -> History:
    """A brand that behaviour shows, where only strong evidence has been found reliable."""
    tastes = [
        Taste("c", "brand", "Velkora", signs, share),
        Taste("c", "brand", "Nimbrel", 20, 1 - share, behaviour_rank=2),
    ]
    reliability = [
        Reliability("favourite_brand", "strong", confidence),
        Reliability("favourite_brand", "fair", 0.5),
    ]
    return replace(alone(), tastes=tastes, reliability=reliability)


def told(question: str, days: int, status: str = "answered", value: str = "x") -> Ask:
    return Ask("c", question, status, DAYS_AGO[days], value)


def known(attribute: str, days: int, value: str = "x") -> Known:
    return Known("c", attribute, DAYS_AGO[days], value)


PLANTED = [
    Planted("switched_off", alone(), changed(is_active="false")),
    Planted("nobody_uses_it", alone(), replace(alone(), unused=frozenset({"q_favourite_brand"}))),
    Planted("special_category", changed(sensitivity="personal"), changed(sensitivity="health")),
    Planted("too_many_refuse", crowd(40, 100), crowd(51, 100)),
    Planted("objected_to_profiling", alone(), alone(has_profiling_objection=True)),
    Planted("objected_to_profiling", alone(), alone(has_profiling_objection=None)),
    Planted(
        "already_known",
        History([Customer("c")], known=[known("favourite_brand", 365)]),
        History([Customer("c")], known=[known("favourite_brand", 364)]),
    ),
    Planted(
        "already_known",
        asked(told("q_favourite_brand", 365)),
        asked(told("q_favourite_brand", 364)),
    ),
    Planted(
        "already_known",
        alone(),
        History([Customer("c")], known=[Known("c", "favourite_brand", None)]),
    ),
    Planted(
        "already_known",
        alone(),
        History([Customer("c")], known=[known("sex", 999)]),
        [replace(BRAND, question_id="q_sex")],
    ),
    Planted("surely_inferred", shown(8, 0.7, 0.79), shown(8, 0.7, 0.8)),
    Planted("surely_inferred", shown(7, 0.7, 0.9), shown(8, 0.7, 0.9)),
    Planted("surely_inferred", shown(8, 0.69, 0.9), shown(8, 0.7, 0.9)),
    Planted("no_consent", alone(), alone(can_personalise=False)),
    Planted("no_consent", alone(), alone(can_personalise=None)),
    Planted(
        "no_consent",
        alone(can_email=False, can_push=True),
        alone(can_email=False),
        [replace(BRAND, question_id="q_newsletter_frequency")],
    ),
    Planted(
        "no_consent", alone(), alone(can_profile=None), [replace(BRAND, question_id="q_postcode")]
    ),
    Planted("wrong_stage", alone(), alone(lifecycle_stage="awareness")),
    Planted("wrong_stage", alone(), alone(lifecycle_stage=None)),
    Planted("too_personal", alone(understanding_level=1), alone(understanding_level=None)),
    Planted(
        "too_personal",
        alone(understanding_level=2),
        alone(understanding_level=1),
        [replace(BRAND, question_id="q_birth_date")],
    ),
    Planted(
        "waits_for_another",
        History([RUNNER], known=[known("sport", 900, "running")]),
        History([RUNNER], known=[known("sport", 900, "yoga")]),
        [RUN],
    ),
    Planted(
        "waits_for_another",
        History([RUNNER], [told("q_sport", 80, value="yoga"), told("q_sport", 70)]),
        History([RUNNER], [told("q_sport", 80), told("q_sport", 70, value="yoga")]),
        [RUN],
    ),
    Planted(
        "waits_for_another",
        History([Customer("c")], known=[known("favourite_category", 900)]),
        History([Customer("c")]),
        [replace(BRAND, question_id="q_budget")],
    ),
    Planted("out_of_context", History([RUNNER]), History([Customer("c")]), [RUN]),
    Planted(
        "out_of_context",
        History([Customer("c")], views=[View("c", "running-shoes", DAYS_AGO[29])]),
        History([Customer("c")], views=[View("c", "running-shoes", DAYS_AGO[30])]),
        [RUN],
    ),
    Planted(
        "out_of_context", alone(), alone(), broken_decisions=[replace(BRAND, context="jackets")]
    ),
    Planted("no_channel", alone(), alone(last_web_seen_at=None)),
    Planted(
        "no_channel",
        alone(last_web_seen_at=DAYS_AGO[179]),
        alone(last_web_seen_at=DAYS_AGO[180]),
    ),
    Planted("no_channel", alone(), alone(can_email=None), [replace(BRAND, channel="email")]),
    Planted(
        "no_channel",
        alone(can_sms=True, phone="+33639980000"),
        alone(can_sms=True),
        [replace(BRAND, question_id="q_satisfaction", channel="call")],
    ),
    Planted(
        "no_channel",
        alone(),
        alone(last_store_seen_at=DAYS_AGO[1]),
        [replace(BRAND, question_id="q_style")],
        [replace(BRAND, question_id="q_style", channel="store")],
    ),
    Planted(
        "refused_recently",
        asked(told("q_favourite_brand", 60, "refused")),
        asked(told("q_favourite_brand", 59, "refused")),
    ),
    Planted(
        "refused_recently",
        asked(told("q_style", 40, "asked")),
        asked(told("q_favourite_brand", 40, "asked")),
    ),
    Planted("asked_just_now", asked(told("q_style", 3)), asked(told("q_style", 2))),
    Planted(
        "asked_just_now", alone(), asked(Ask("c", "q_style", "answered", NOW + timedelta(days=9)))
    ),
    Planted(
        "asked_too_often",
        asked(told("q_style", 30), *(told("q_sport", days) for days in (29, 20, 10))),
        asked(*(told("q_sport", days) for days in (29, 28, 20, 10))),
    ),
    Planted(
        "asked_too_often",
        asked(told("q_sport", 29), told("q_sport", 20)),
        asked(*(told("q_sport", days) for days in (29, 20, 10))),
        [BRAND, replace(BRAND, rank=2, question_id="q_style")],
    ),
    Planted(
        "week_is_full",
        changed(max_asks_per_week="1"),
        replace(
            changed(max_asks_per_week="1"),
            asks=[Ask("x", "q_favourite_brand", "asked", DAYS_AGO[6])],
        ),
    ),
    Planted(
        "form_too_long",
        alone(),
        alone(),
        broken_decisions=[
            replace(BRAND, rank=rank, question_id=question)
            for rank, question in enumerate(["q_favourite_brand", "q_style", "q_sport", "q_sex"], 1)
        ],
    ),
    Planted("ranks_with_gaps", alone(), alone(), broken_decisions=[replace(BRAND, rank=2)]),
    Planted("attribute_twice", alone(), alone(), broken_decisions=[BRAND, replace(BRAND, rank=2)]),
]


def audited(history: History, decisions: list[Decision]) -> set[Breach]:
    """The breaches found in a warehouse that is emptied again afterwards."""
    connection = _warehouse()
    connection.begin()
    try:
        fill(connection, history)
        insert_all(connection, "engine.next_questions", decisions)
        found = violations(connection, NOW)
        return {(one.rule, one.customer_id, one.question_id or "") for one in found}
    finally:
        connection.rollback()


@functools.cache
def _warehouse() -> duckdb.DuckDBPyConnection:
    return empty_warehouse()


def test_every_rule_has_a_planted_breach() -> None:
    assert {planted.rule for planted in PLANTED} == set(rules())
    assert list(HARD_RULES) == rules()


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: planted.rule)
def test_the_audit_finds_the_planted_breach_and_passes_its_sound_twin(planted: Planted) -> None:
    assert audited(planted.sound, planted.decisions) == set()
    found = audited(planted.broken, planted.broken_decisions or planted.decisions)
    assert {rule for rule, _, _ in found} == {planted.rule}


def test_a_customer_or_question_that_does_not_exist_is_found() -> None:
    stranger = audited(alone(), [replace(BRAND, customer_id="nobody")])
    assert {rule for rule, _, _ in stranger} == {"objected_to_profiling"}
    unheard = audited(alone(), [replace(BRAND, question_id="q_unheard")])
    assert ("switched_off", "c", "q_unheard") in unheard


def test_a_customer_who_is_asked_nothing_breaks_nothing() -> None:
    connection = build_warehouse(alone(has_profiling_objection=True))
    connection.execute("insert into engine.next_questions (customer_id, rank) values ('c', 1)")
    assert violations(connection, NOW) == []
    connection.close()


def test_breaches_are_counted_by_rule() -> None:
    connection = build_warehouse(alone(has_profiling_objection=True))
    form = [BRAND, replace(BRAND, rank=2, question_id="q_style", channel="store")]
    insert_all(connection, "engine.next_questions", form)
    assert count_by_rule(violations(connection, NOW)) == {
        "objected_to_profiling": 2,
        "no_channel": 1,
    }
    connection.close()


@st.composite
def cases(draw: st.DrawFn) -> tuple[History, list[Decision]]:
    """A random history, and random decisions that know nothing of it."""
    history = draw(histories())
    decisions = st.builds(
        Decision,
        customer_id=st.sampled_from([customer.customer_id for customer in history.customers]),
        rank=st.sampled_from([1, 1, 2, 3, 4]),
        question_id=st.sampled_from([row["question_id"] for row in catalogue()]),
        channel=st.sampled_from(CHANNELS),
        context=st.sampled_from(["any", "any", *CATEGORIES]),
    )
    return history, draw(st.lists(decisions, min_size=1, max_size=8, unique=True))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(case=cases())
def test_the_audit_and_the_oracle_agree_on_random_decisions(
    case: tuple[History, list[Decision]],
) -> None:
    history, decisions = case
    assert audited(history, decisions) == broken_rules(history, decisions)
