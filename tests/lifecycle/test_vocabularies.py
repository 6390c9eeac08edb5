"""The vocabularies of other tools, as their makers publish them, judged by the seed as it stands.

Emarsys: help.emarsys.com, articles 115004676529 (Customer Lifecycle Report) and 115004695325 (Lead
Lifecycle Report), with the default days that they state. Shopify: shopify.dev, CustomerRfmGroup,
which names eleven groups and describes them in words; which scores are meant is our reading.
"""

from __future__ import annotations

import pytest

from tests.identity.conftest import ROOT, Build

COLUMNS = (
    "customer_id, order_count, days_since_last_order, has_responded, silent_days, "
    "recency_score, value_score"
)
EMARSYS: dict[str, list[tuple[int, int | None, bool, int]]] = {
    "first_time_buyer": [(1, 0, True, 0), (1, 90, True, 90)],
    "active_buyer": [(2, 0, True, 0), (7, 90, True, 90)],
    "defecting_buyer": [(1, 91, True, 1), (2, 91, True, 1), (1, 365, True, 1), (2, 365, True, 1)],
    "inactive_buyer": [(1, 366, True, 1), (2, 366, True, 1)],
    "new_lead": [(0, None, False, 0), (0, None, False, 90)],
    "active_lead": [(0, None, True, 0), (0, None, True, 90)],
    "cold_lead": [(0, None, False, 91), (0, None, True, 91), (0, None, True, 180)],
    "inactive_lead": [(0, None, False, 181), (0, None, True, 181)],
}
# What the words say: how recent, and how many orders and how much spend.
VERY_RECENT, RECENT, NOT_RECENT = {5}, {3, 4, 5}, {1, 2}
SHOPIFY = {
    "champions": (VERY_RECENT, "most"),
    "loyal": (RECENT, "most"),
    "active": (RECENT, "some"),
    "needs_attention": (RECENT, "some"),
    "new": (VERY_RECENT, "few"),
    "promising": (RECENT, "few"),
    "previously_loyal": (NOT_RECENT, "most"),
    "at_risk": (NOT_RECENT, "some or most"),
    "almost_lost": (NOT_RECENT, "few or some"),
    "dormant": (NOT_RECENT, "few or some"),
}
VALUES = {
    "few": (1, 2.5),
    "some": (2.5, 4),
    "most": (4, 5.5),
    "some or most": (3, 4.5),
    "few or some": (1, 3),
}
SCORES = [(recency, half / 2) for recency in range(1, 6) for half in range(2, 11)]


@pytest.fixture
def states(build: Build) -> dict[str, dict[str, str]]:
    """The state of each planted customer, by vocabulary."""
    planted = [
        (f"{state} {place}", *facts, None, None)
        for state, cases in EMARSYS.items()
        for place, facts in enumerate(cases)
    ] + [(f"scored {r} {v}", 5, 1, True, 1, r, v) for r, v in SCORES]
    rows = ", ".join(
        "(" + ", ".join("null" if fact is None else repr(fact) for fact in row) + ")"
        for row in planted
    )
    mart = ROOT / "models" / "marts" / "segmentation" / "lifecycle_vocabularies.sql"
    seed = ROOT / "seeds" / "rules" / "vocabulary_states.csv"
    connection = build(
        {
            "lifecycle_vocabularies": mart.read_text("utf-8"),
            "vocabulary_states": f"select * from read_csv('{seed}')",
            "int_segmentation__vocabulary_facts_joined": "select * from planted",
        },
        [f"create table planted as select * from (values {rows}) as t ({COLUMNS})"],
    )
    found: dict[str, dict[str, str]] = {"emarsys": {}, "shopify": {}}
    query = "select vocabulary, customer_id, state from lifecycle_vocabularies"
    for vocabulary, customer, state in connection.sql(query).fetchall():
        found[vocabulary][customer] = state
    connection.close()
    return found


def test_the_days_are_those_that_emarsys_publishes(states: dict[str, dict[str, str]]) -> None:
    expected = {
        f"{state} {place}": state
        for state, cases in EMARSYS.items()
        for place, _ in enumerate(cases)
    }
    found = {name: state for name, state in states["emarsys"].items() if name in expected}
    assert found == expected


def test_the_groups_of_shopify_are_what_their_words_say(
    states: dict[str, dict[str, str]],
) -> None:
    found = states["shopify"]
    for recency, value in SCORES:
        ages, amount = SHOPIFY[found[f"scored {recency} {value}"]]
        least, below = VALUES[amount]
        assert recency in ages
        assert least <= value < below
    groups = {found[f"scored {recency} {value}"] for recency, value in SCORES}
    assert groups == set(SHOPIFY)


def test_who_never_ordered_is_a_prospect(states: dict[str, dict[str, str]]) -> None:
    prospects = {name for name, state in states["shopify"].items() if state == "prospects"}
    assert prospects == {name for name in states["emarsys"] if "lead" in name}
