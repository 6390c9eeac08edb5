"""The comparison names what happens to each customer, and what is at stake."""

from decimal import Decimal

import duckdb
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orchestration.environment import Environment
from orchestration.lib.rehearsal.comparison import Change, compare, remember
from tests.orchestration.rehearsal.conftest import Crosswalk, Fill, write_crosswalk

BEFORE = [("a1", "anna"), ("a2", "anna"), ("b1", "bob"), ("b2", "bob"), ("c1", "carl")]


def change(environment: Environment, after: Crosswalk) -> Change:
    """What the comparison says when the crosswalk becomes another."""
    with duckdb.connect(str(environment.warehouse)) as connection:
        remember(connection)
        write_crosswalk(connection, after)
        return compare(connection)


def happenings(found: Change) -> dict[str, str]:
    """What happens to each customer named."""
    return {row["customer_id"]: row["what"] for row in found.top}


def test_the_same_customers_are_no_change(environment: Environment, fill: Fill) -> None:
    fill(BEFORE, orders=[("anna", "EUR", 10)])
    found = change(environment, BEFORE)
    assert found.is_nothing
    assert (found.customers_before, found.customers_after) == (3, 3)
    assert found.top == found.revenue_touched == ()


def test_a_merge_names_both_and_what_they_bought(environment: Environment, fill: Fill) -> None:
    fill(BEFORE, orders=[("anna", "EUR", 10), ("bob", "EUR", 25), ("bob", "EUR", 5)])
    found = change(environment, [(value, "anna" if who == "bob" else who) for value, who in BEFORE])
    assert (found.merged, found.vanished, found.split, found.born) == (1, 1, 0, 0)
    assert (found.identifiers_moved, found.customers_touched) == (2, 2)
    assert happenings(found) == {"bob": "merged into anna", "anna": "takes others in"}
    assert [row["customer_id"] for row in found.top] == ["bob", "anna"]
    assert found.revenue_touched == ({"currency": "EUR", "amount": Decimal("40.00"), "orders": 3},)


def test_a_split_is_a_birth_too(environment: Environment, fill: Fill) -> None:
    fill(BEFORE)
    found = change(environment, [*BEFORE[:1], ("a2", "new"), *BEFORE[2:]])
    assert (found.split, found.born, found.merged, found.vanished) == (1, 1, 0, 0)
    assert happenings(found) == {"anna": "is split"}
    (row,) = found.top
    assert (row["identifiers_before"], row["identifiers_after"]) == (2, 1)


def test_an_identifier_that_goes_to_another_customer_moves(
    environment: Environment, fill: Fill
) -> None:
    fill(BEFORE)
    found = change(environment, [("a1", "anna"), ("a2", "bob"), *BEFORE[2:]])
    assert (found.identifiers_moved, found.merged, found.split) == (1, 0, 0)
    assert happenings(found) == {"anna": "changes identifiers", "bob": "changes identifiers"}


def test_identifiers_set_aside_or_let_in_are_lost_or_gained(
    environment: Environment, fill: Fill
) -> None:
    fill(BEFORE)
    found = change(environment, [*BEFORE[:4], ("d1", "dora")])
    assert (found.identifiers_lost, found.identifiers_gained, found.identifiers_moved) == (1, 1, 0)
    assert (found.vanished, found.born, found.merged) == (1, 1, 0)
    assert happenings(found) == {"carl": "vanishes"}


def test_a_value_owned_in_turn_counts_once_for_each_owner(
    environment: Environment, fill: Fill
) -> None:
    fill([*BEFORE, ("c1", "carl")])
    found = change(environment, [*BEFORE, ("c1", "bob")])
    assert (found.identifiers_gained, found.identifiers_moved) == (1, 0)
    assert happenings(found) == {"bob": "changes identifiers"}


def test_consents_of_the_touched_are_counted_and_those_a_merge_would_lose(
    environment: Environment, fill: Fill
) -> None:
    consents = [
        ("anna", "marketing", "email", True),
        ("bob", "marketing", "email", False),
        ("anna", "profiling", "any", True),
        ("bob", "profiling", "any", True),
        ("carl", "marketing", "email", True),
    ]
    fill(BEFORE, consents=consents)
    found = change(environment, [(value, "anna" if who == "bob" else who) for value, who in BEFORE])
    assert (found.consents_granted, found.consents_in_conflict) == (3, 1)


def test_revenue_is_told_by_currency_and_only_ten_customers_are_named(
    environment: Environment, fill: Fill
) -> None:
    before = [(f"k{n}", f"c{n:02}") for n in range(12)]
    orders = [(f"c{n:02}", "EUR" if n % 2 else "CHF", float(n)) for n in range(12)]
    fill(before, orders=orders)
    found = change(environment, [(f"k{n}", f"d{n:02}") for n in range(12)])
    assert [(row["currency"], row["amount"]) for row in found.revenue_touched] == [
        ("EUR", 36),
        ("CHF", 30),
    ]
    assert [row["customer_id"] for row in found.top] == [f"c{n:02}" for n in range(11, 1, -1)]


WORLDS = st.dictionaries(
    st.sampled_from([f"k{n}" for n in range(6)]), st.sampled_from("abcd"), max_size=6
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(before=WORLDS, after=WORLDS)
def test_the_counts_are_those_of_comparing_by_hand(
    environment: Environment, fill: Fill, before: dict[str, str], after: dict[str, str]
) -> None:
    environment.warehouse.unlink(missing_ok=True)
    fill(list(before.items()))
    found = change(environment, list(after.items()))
    old, new = set(before.values()), set(after.values())
    both = before.keys() & after.keys()
    assert (found.customers_before, found.customers_after) == (len(old), len(new))
    assert (found.born, found.vanished) == (len(new - old), len(old - new))
    assert found.identifiers_moved == sum(before[key] != after[key] for key in both)
    assert found.identifiers_lost == len(before.keys() - after.keys())
    assert found.identifiers_gained == len(after.keys() - before.keys())
    holdings = [
        {who: {k for k, w in world.items() if w == who} for who in "abcd"}
        for world in (before, after)
    ]
    assert found.customers_touched == sum(holdings[0][who] != holdings[1][who] for who in old)
    merged = {who for who in old - new if any(after.get(k) in old for k in holdings[0][who])}
    assert found.merged == len(merged)
    split = {
        who
        for who in old
        if len({after[k] for k in holdings[0][who] & after.keys()}) > 1
        and {after[k] for k in holdings[0][who] & after.keys()} - old
    }
    assert found.split == len(split)
    assert found.is_nothing == (before == after)
