"""The engine asks what is worth most among what is allowed, and nothing that a hard rule
forbids."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from orchestration.lib.profiling.audit import violations
from orchestration.lib.profiling.next_questions import compute_next_questions
from tests.orchestration.profiling.hard_rules import Decision, broken_rules
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

Row = dict[str, Any]
EVERY_ATTRIBUTE = [row["attribute_name"] for row in catalogue()]
DECIDED = """
    select customer_id, rank, question_id, channel, context
    from engine.next_questions
    where question_id is not null
    order by customer_id, rank
"""


def decide(history: History, *changes: str) -> dict[str, Row]:
    """Run the engine over a history, after changes to the rules, and return each customer's first
    row."""
    connection = build_warehouse(history)
    try:
        for change in changes:
            connection.execute(change)
        compute_next_questions(connection)
        rows = connection.sql("select * from engine.next_questions where rank = 1")
        return {row[0]: dict(zip(rows.columns, row, strict=True)) for row in rows.fetchall()}
    finally:
        connection.close()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(history=histories())
def test_no_decision_breaks_a_hard_rule_by_the_oracle_or_by_the_audit(history: History) -> None:
    connection = build_warehouse(history)
    try:
        compute_next_questions(connection)
        decisions = [Decision(*row) for row in connection.sql(DECIDED).fetchall()]
        assert broken_rules(history, decisions) == set()
        assert violations(connection, NOW) == []
        silent_or_worth = connection.sql(
            """
            select distinct customer_id
            from engine.next_questions
            where
                rank = 1 and reason <> ''
                and case
                    when question_id is null then blocked_rule is not null
                    else expected_value > 0
                end
            """
        ).fetchall()
        ids = {customer.customer_id for customer in history.customers}
        assert {row[0] for row in silent_or_worth} == ids
    finally:
        connection.close()


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(history=histories())
def test_a_rule_is_blamed_only_where_it_forbids_the_question_that_was_wanted(
    history: History,
) -> None:
    decisions = decide(history)
    by_id = {customer.customer_id: customer for customer in history.customers}
    for customer_id, decision in decisions.items():
        rule, wanted = decision["blocked_rule"], decision["wanted_question_id"]
        if decision["question_id"] or not wanted or rule in WEIGHED:
            continue
        question = history.question(wanted)
        assert question is not None
        places = [
            Decision(customer_id, 1, wanted, channel, context)
            for channel in question["channels"].split("|")
            for context in {"any", by_id[customer_id].favourite_category, "running-shoes"}
        ]
        for place in places:
            assert (rule, customer_id, wanted) in broken_rules(history, [place])


# The week's places go to the customers worth most, and a burden is no rule.
WEIGHED = ("not_worth_its_burden", "week_is_full")


def test_an_unknown_customer_is_asked_a_general_question() -> None:
    decision = decide(History([Customer("c", understanding_level=1)]))["c"]
    question = next(row for row in catalogue() if row["question_id"] == decision["question_id"])
    assert int(question["generality"]) <= 2
    assert decision["channel"] in question["channels"].split("|")
    assert decision["expected_value"] > 0
    assert decision["blocked_rule"] is None
    assert 0 < decision["propensity"] <= 1


def test_what_is_known_is_not_asked() -> None:
    asked = decide(History([Customer("c")]))["c"]["question_id"]
    attribute = next(r["attribute_name"] for r in catalogue() if r["question_id"] == asked)
    known = [Known("c", attribute, NOW - timedelta(days=10))]
    decision = decide(History([Customer("c")], known=known))["c"]
    assert decision["question_id"] not in (None, asked)


def all_known_but(attribute: str, days: int | None = None) -> list[Known]:
    known = [Known("c", name, None) for name in EVERY_ATTRIBUTE if name != attribute]
    if days is not None:
        known.append(Known("c", attribute, NOW - timedelta(days=days)))
    return known


def test_an_answer_that_expired_is_confirmed() -> None:
    known = all_known_but("favourite_category", 900)
    decision = decide(History([Customer("c")], known=known))["c"]
    assert decision["question_id"] == "q_favourite_category"
    assert decision["is_confirmation"]
    assert decision["assumed_value"] == "x"


def test_a_question_that_was_refused_cools_down() -> None:
    known = all_known_but("style")
    refusal = Ask("c", "q_style", "refused", NOW - timedelta(days=59))
    decision = decide(History([Customer("c")], [refusal], known))["c"]
    assert (decision["question_id"], decision["blocked_rule"]) == (None, "refused_recently")
    older = replace(refusal, asked_at=NOW - timedelta(days=61))
    assert decide(History([Customer("c")], [older], known))["c"]["question_id"] == "q_style"


def test_a_customer_who_was_just_asked_is_left_in_peace() -> None:
    ask = Ask("c", "q_style", "answered", NOW - timedelta(days=2), "casual")
    decision = decide(History([Customer("c")], [ask]))["c"]
    assert decision["question_id"] is None
    assert decision["blocked_rule"] == "asked_just_now"


def test_personal_questions_wait_for_trust() -> None:
    known = all_known_but("household_income")
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
    known = all_known_but("running_frequency")
    runner = Customer("c", favourite_category="running-shoes")
    decision = decide(History([runner], known=known))["c"]
    assert (decision["question_id"], decision["context"]) == (
        "q_running_frequency",
        "running-shoes",
    )
    walker = replace(runner, favourite_category="jackets")
    assert decide(History([walker], known=known))["c"]["blocked_rule"] == "out_of_context"


def test_the_burden_of_recent_asks_ends_the_asking() -> None:
    asks = [
        Ask("c", question, "answered", NOW - timedelta(days=days), "x")
        for question in ("q_style", "q_sport")
        for days in (35, 45, 55, 65, 75)
    ]
    decision = decide(History([Customer("c")], asks, all_known_but("favourite_colour")))["c"]
    assert decision["blocked_rule"] == "not_worth_its_burden"


def test_a_question_that_too_many_refuse_is_asked_of_nobody() -> None:
    crowd = [
        Ask(f"x{number}", "q_style", "refused", NOW - timedelta(days=400)) for number in range(100)
    ]
    decision = decide(History([Customer("c")], crowd, all_known_but("style")))["c"]
    assert decision["blocked_rule"] == "too_many_refuse"


def test_a_question_switched_off_or_without_a_use_is_not_asked() -> None:
    off = "update rules.questions set is_active = false where question_id = 'q_style'"
    unused = "update rules.question_uses set worth = 0 where question_id = 'q_style'"
    history = History([Customer("c")], known=all_known_but("style"))
    assert decide(history)["c"]["question_id"] == "q_style"
    # It is no question any more, so it is not what is held back from the customer either.
    assert decide(history, off)["c"]["question_id"] is None
    assert decide(history, unused)["c"]["question_id"] is None


def test_a_week_holds_no_more_asks_of_a_question_than_its_places() -> None:
    crowd = History(
        [Customer(f"c{number}") for number in range(5)],
        changes={row["question_id"]: {"max_asks_per_week": "2"} for row in catalogue()},
    )
    connection = build_warehouse(crowd)
    compute_next_questions(connection)
    counts = connection.sql(
        "select count(*) from engine.next_questions where question_id is not null "
        "group by question_id"
    ).fetchall()
    connection.close()
    assert counts
    assert max(count for (count,) in counts) <= 2


def test_a_failed_run_leaves_the_decisions_of_the_last_one() -> None:
    connection = build_warehouse(History([Customer("c")]))
    compute_next_questions(connection)
    before = connection.sql("select * from engine.next_questions order by all").fetchall()
    connection.execute("drop table rules.questions")
    with pytest.raises(Exception, match="questions"):
        compute_next_questions(connection)
    assert connection.sql("select * from engine.next_questions order by all").fetchall() == before
    connection.close()


def test_a_form_asks_all_its_questions_in_one_place() -> None:
    customer = Customer(
        "c", can_email=True, email="a@shop.example", last_web_seen_at=NOW - timedelta(days=1)
    )
    connection = build_warehouse(History([customer]))
    compute_next_questions(connection)
    rows = connection.sql(
        "select rank, channel, question_id from engine.next_questions order by rank"
    ).fetchall()
    connection.close()
    assert [rank for rank, _, _ in rows] == [1, 2, 3]
    assert len({channel for _, channel, _ in rows}) == 1
    assert len({question for _, _, question in rows}) == 3
