"""The truth lists what the raw records hold, and every failure mode is really there."""

from collections import defaultdict
from dataclasses import fields
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest

from orchestration.lib.simulation.draws import Draws
from orchestration.lib.simulation.plan import GROUP, assign_modes, plays
from orchestration.lib.simulation.rates import GroupModes
from tests.orchestration.simulation.raw_identifiers import Identifier, records

NATURAL_MODES = (
    "kiosk",
    "gift_order",
    "default_id",
    "gmail_variant",
    "case_drift",
    "login_type_drift",
    "card_type_drift",
    "email_change",
    "cookie_churn",
    "guest",
    "late_delivery",
    "repeated_delivery",
    "clock_skew",
    "time_1970",
    "time_future",
)


Truth = dict[Identifier, list[Any]]
Graph = dict[Identifier, set[Identifier]]


def _rows(query: str) -> list[Any]:
    with duckdb.connect() as connection:
        return connection.execute(query).fetchall()


@pytest.fixture(scope="module")
def truth(full_landing: Path) -> Truth:
    found: Truth = defaultdict(list)
    for kind, value, *rest in _rows(
        f"""
        select identifier_type, identifier_value, person_id, is_shared, is_linkable
        from '{full_landing}/_truth/identifiers.parquet'
        """
    ):
        found[kind, value].append(rest)
    return found


@pytest.mark.parametrize("mode", [*(f.name for f in fields(GroupModes)), *NATURAL_MODES])
def test_failure_mode_is_planted(mode: str, full_landing: Path) -> None:
    planted = f"'{full_landing}/_truth/planted.parquet'"
    assert _rows(f"select 1 from {planted} where failure_mode = '{mode}' limit 1")


def test_modes_with_a_cast_are_planted_at_their_rate() -> None:
    ids = np.arange(3000, dtype=np.int64)
    modes = assign_modes(Draws(5), GroupModes(), ids, 3000)
    for mode in fields(GroupModes):
        assert plays(modes, mode.name).sum() == 3 * GROUP * getattr(GroupModes(), mode.name)


@pytest.mark.parametrize(
    ("mode", "least"), [("kiosk", 12), ("family_device", 2), ("logout_without_reset", 2)]
)
def test_shared_cookies_saw_several_logins(mode: str, least: int, full_landing: Path) -> None:
    counts = _rows(
        f"""
        select count(distinct trim(lower(calls."userId")))
        from '{full_landing}/_truth/identifiers.parquet' as truth
        inner join read_parquet('{full_landing}/web/calls/*.parquet') as calls
            on calls."anonymousId" = truth.identifier_value
        where truth.identifier_type = 'cookie' and truth.failure_mode = '{mode}'
        group by truth.identifier_value
        """
    )
    assert counts
    assert all(count >= least for (count,) in counts)


def test_recycled_cards_have_tickets_of_both_holders(full_landing: Path) -> None:
    holders = _rows(
        f"""
        select count(distinct records.person_id)
        from '{full_landing}/_truth/planted.parquet' as planted
        inner join read_parquet('{full_landing}/store/tickets/*.parquet') as tickets
            on trim(tickets.loyalty_card_number) = planted.identifier_value
        inner join '{full_landing}/_truth/records.parquet' as records
            on records.source_record_id = 'store.tickets:' || tickets.ticket_id
        where planted.failure_mode = 'recycled_card'
        group by planted.identifier_value
        """
    )
    assert holders == [(2,)] * GroupModes().recycled_card


def test_every_raw_identifier_is_in_the_truth(full_landing: Path, truth: Truth) -> None:
    unknown = {
        (table, *identifier)
        for table, found in records(full_landing)
        for identifier in found
        if identifier not in truth
    }
    assert unknown == set()


def _evidence(landing: Path, truth: Truth) -> Graph:
    """Tie identifiers that share a record and, by the truth, an owner."""
    neighbours: Graph = defaultdict(set)
    for _, found in records(landing):
        own = [i for i in found if len(truth[i]) == 1 and not truth[i][0][1]]
        for one in own:
            neighbours[one].update(
                other for other in own if other != one and truth[one][0][0] == truth[other][0][0]
            )
    return neighbours


def _reached(start: Identifier, neighbours: Graph) -> set[Identifier]:
    """Follow ties from a person's main key, through person keys but not through devices."""
    reached, waiting = {start}, [start]
    while waiting:
        for other in neighbours[waiting.pop()] - reached:
            reached.add(other)
            if other[0] not in ("cookie", "mobile_id"):
                waiting.append(other)
    return reached


def test_identifiers_are_linkable_just_when_records_tie_them_to_their_person(
    full_landing: Path, truth: Truth
) -> None:
    neighbours = _evidence(full_landing, truth)
    by_person: dict[str, list[Identifier]] = defaultdict(list)
    for identifier, entries in truth.items():
        if len(entries) == 1 and not entries[0][1]:
            by_person[entries[0][0]].append(identifier)
    order = ("login", "loyalty_id", "email", "phone")
    wrong = []
    for identifiers in by_person.values():
        mains = sorted((i for i in identifiers if i[0] in order), key=lambda i: order.index(i[0]))
        if mains:
            reached = _reached(mains[0], neighbours)
            wrong += [i for i in identifiers if (i in reached) != truth[i][0][2]]
    assert len(wrong) <= 0.002 * len(truth), wrong


def test_nearly_every_person_key_is_linkable(truth: Truth) -> None:
    keys = [
        entry
        for (kind, _), entries in truth.items()
        for entry in entries
        if kind not in ("cookie", "mobile_id") and not entry[1]
    ]
    assert sum(entry[2] for entry in keys) / len(keys) > 0.99


@pytest.mark.parametrize(
    ("table", "key"),
    [("web.calls", "messageId"), ("app.events", "uuid"), ("shop.orders", "order_id")],
)
def test_records_know_their_person(table: str, key: str, full_landing: Path) -> None:
    missing = _rows(
        f"""
        select count(*)
        from read_parquet('{full_landing}/{table.replace(".", "/")}/*.parquet') as landed
        anti join '{full_landing}/_truth/records.parquet' as truth
            on truth.source_record_id = '{table}:' || landed."{key}"
        """
    )
    assert missing == [(0,)]


def test_malformed_rows_are_listed(small_landing: Path) -> None:
    rules = _rows(f"select distinct rule from '{small_landing}/_truth/malformed.parquet'")
    assert {rule for (rule,) in rules} == {
        "missing_key",
        "bad_date",
        "bad_number",
        "duplicate_key",
        "invalid_json",
    }
