"""The engine asks what is worth most among what is allowed, and nothing that a hard rule
forbids."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from orchestration.lib.profiling.next_questions import compute_next_questions
from tests.orchestration.profiling.hard_rules import violations
from tests.orchestration.profiling.histories import (
    NOW,
    Ask,
    Customer,
    History,
    Known,
    build_warehouse,
    catalogue,
    histories,
)

Decision = dict[str, Any]
EVERY_ATTRIBUTE = [row["attribute_name"] for row in catalogue()]


def decide(history: History, *changes: str) -> dict[str, Decision]:
    """Run the engine over a history, after changes to the rules, and return its decisions by
    customer."""
    connection = build_warehouse(history)
    try:
        for change in changes:
            connection.execute(change)
        compute_next_questions(connection)
        rows = connection.sql("select * from engine.next_questions order by customer_id")
        return {row[0]: dict(zip(rows.columns, row, strict=True)) for row in rows.fetchall()}
    finally:
        connection.close()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(history=histories())
def test_no_decision_breaks_a_hard_rule(history: History) -> None:
    decisions = decide(history)
    assert set(decisions) == {customer.customer_id for customer in history.customers}
    for customer in history.customers:
        decision = decisions[customer.customer_id]
        assert decision["reason"]
        if decision["question_id"]:
            broken = violations(
                history, customer, decision["question_id"], decision["channel"], decision["context"]
            )
            assert not list(broken)
            assert decision["expected_value"] > 0
        else:
            assert decision["blocked_rule"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(history=histories())
def test_nothing_is_asked_only_when_every_question_is_forbidden_or_a_burden(
    history: History,
) -> None:
    decisions = decide(history)
    for customer in history.customers:
        if decisions[customer.customer_id]["question_id"]:
            continue
        asks = [ask for ask in history.asks if ask.customer_id == customer.customer_id]
        if len(asks) > 3:
            continue
        for question in catalogue():
            places = [
                (channel, context)
                for channel in question["channels"].split("|")
                for context in (customer.favourite_category or "", "any")
            ]
            is_allowed = any(
                not list(violations(history, customer, question["question_id"], *place))
                for place in places
            )
            worth = float(question["base_value"]) * float(question["base_answer_rate"])
            assert not is_allowed or worth < 0.5 + 0.4 * len(asks) + 0.6


def test_an_unknown_customer_is_asked_the_most_valuable_general_question() -> None:
    decision = decide(History([Customer("c", understanding_level=1)]))["c"]
    assert decision["question_id"] == "q_favourite_category"
    assert decision["channel"] == "web"
    assert decision["context"] == "any"
    assert decision["expected_value"] == pytest.approx(8.0 * 0.45 - 0.3)
    assert decision["blocked_rule"] is None


def test_what_is_known_is_not_asked() -> None:
    known = [Known("c", "favourite_category", NOW - timedelta(days=10))]
    decision = decide(History([Customer("c")], known=known))["c"]
    assert decision["question_id"] not in (None, "q_favourite_category")


def test_an_answer_that_expired_is_confirmed() -> None:
    known = [Known("c", name, None) for name in EVERY_ATTRIBUTE if name != "favourite_category"]
    known.append(Known("c", "favourite_category", NOW - timedelta(days=366)))
    decision = decide(History([Customer("c")], known=known))["c"]
    assert decision["question_id"] == "q_favourite_category"
    assert "confirmed" in decision["reason"]


def test_a_question_that_was_refused_cools_down() -> None:
    refusal = Ask("c", "q_favourite_category", "refused", NOW - timedelta(days=59))
    assert decide(History([Customer("c")], [refusal]))["c"]["question_id"] != "q_favourite_category"
    older = replace(refusal, asked_at=NOW - timedelta(days=61))
    assert decide(History([Customer("c")], [older]))["c"]["question_id"] == "q_favourite_category"


def test_a_customer_who_was_just_asked_is_left_in_peace() -> None:
    ask = Ask("c", "q_style", "answered", NOW - timedelta(days=2))
    decision = decide(History([Customer("c")], [ask]))["c"]
    assert decision["question_id"] is None
    assert decision["blocked_rule"] == "asked_just_now"
    assert decision["expected_value"] == 0


def test_personal_questions_wait_for_trust() -> None:
    known = [Known("c", name, None) for name in EVERY_ATTRIBUTE if name != "household_income"]
    stranger = decide(History([Customer("c", understanding_level=3)], known=known))["c"]
    assert stranger["question_id"] is None
    assert stranger["blocked_rule"] == "too_personal"


def test_asking_nothing_is_explained_when_all_is_known() -> None:
    known = [Known("c", name, None) for name in EVERY_ATTRIBUTE]
    decision = decide(History([Customer("c")], known=known))["c"]
    assert decision["question_id"] is None
    assert decision["blocked_rule"] == "already_known"


def test_without_consent_nothing_is_asked() -> None:
    silent = Customer("c", can_profile=False, can_personalise=None, can_email=False)
    decision = decide(History([silent]))["c"]
    assert decision["question_id"] is None
    assert decision["blocked_rule"] == "no_consent"


def test_who_objected_to_profiling_is_asked_nothing_whatever_they_agreed_to_before() -> None:
    decision = decide(History([Customer("c", has_profiling_objection=True)]))["c"]
    assert decision["question_id"] is None
    assert decision["blocked_rule"] == "objected_to_profiling"


def test_a_running_question_is_asked_beside_running_shoes_only() -> None:
    known = [Known("c", name, None) for name in EVERY_ATTRIBUTE if name != "running_frequency"]
    runner = Customer("c", favourite_category="running-shoes")
    decision = decide(History([runner], known=known))["c"]
    assert (decision["question_id"], decision["context"]) == (
        "q_running_frequency",
        "running-shoes",
    )
    walker = replace(runner, favourite_category="jackets")
    assert decide(History([walker], known=known))["c"]["blocked_rule"] == "out_of_context"


def test_the_burden_of_recent_asks_ends_the_asking() -> None:
    others = ["q_style", "q_sport", "q_budget"]
    asks = [
        Ask("c", question, "answered", NOW - timedelta(days=40 + 10 * number))
        for number, question in enumerate(others * 3)
    ]
    known = [Known("c", name, None) for name in EVERY_ATTRIBUTE if name != "household_income"]
    decision = decide(History([Customer("c")], asks, known))["c"]
    assert decision["blocked_rule"] == "not_worth_its_burden"


def test_a_question_that_people_leave_unanswered_sinks() -> None:
    crowd = [
        Ask(f"x{number}", "q_favourite_category", "refused", NOW - timedelta(days=400))
        for number in range(100)
    ]
    decision = decide(History([Customer("c")], crowd))["c"]
    assert decision["question_id"] != "q_favourite_category"


def test_a_question_switched_off_is_not_asked() -> None:
    off = "update rules.questions set is_active = false where question_id = 'q_favourite_category'"
    unused = "update rules.questions set used_by = '' where question_id = 'q_postcode'"
    decision = decide(History([Customer("c")]), off, unused)["c"]
    assert decision["question_id"] not in ("q_favourite_category", "q_postcode", None)


def test_the_customers_own_channel_is_preferred() -> None:
    customer = Customer("c", preferred_channel="email")
    assert decide(History([customer]))["c"]["channel"] == "email"


def test_a_failed_run_leaves_the_decisions_of_the_last_one() -> None:
    connection = build_warehouse(History([Customer("c")]))
    compute_next_questions(connection)
    connection.execute("alter table engine.next_questions add check_ids integer default 1")
    connection.execute("drop table rules.questions")
    with pytest.raises(Exception, match="questions"):
        compute_next_questions(connection)
    assert connection.sql("select count(*) from engine.next_questions").fetchall() == [(1,)]
    connection.close()
