"""The truth lists what the raw records hold, and every failure mode is really there."""

from collections import defaultdict
from dataclasses import fields
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest

from orchestration.lib.simulation.draws import Draws
from orchestration.lib.simulation.names import SHORT_FORMS
from orchestration.lib.simulation.plan import GROUP, assign_modes, plays
from orchestration.lib.simulation.rates import GroupModes
from tests.orchestration.simulation.raw_identifiers import (
    NICKNAMES,
    Identifier,
    letters,
    records,
    same_statements,
)

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
    "manual_must_link",
    "manual_cannot_link",
    "withdrawn_decision",
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
    """Tie identifiers that share a record or a civil identity and, by the truth, an owner."""
    neighbours: Graph = defaultdict(set)
    together = [*(found for _, found in records(landing)), *same_statements(landing)]
    for found in together:
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


def test_every_short_form_is_a_known_nickname() -> None:
    known = _rows(f"select nickname, given_name from '{NICKNAMES}'")
    assert {(letters(short), letters(given)) for given, short in SHORT_FORMS.items()} <= set(known)


def test_second_accounts_are_linkable_where_they_state_the_same_or_share_a_number(
    full_landing: Path,
) -> None:
    second = _rows(
        f"""
        with accounts as (
            select
                logins.person_id,
                logins.is_linkable,
                landed.*,
                coalesce(logins.failure_mode, '') = 'second_account' as is_second
            from (select distinct * from '{full_landing}/shop/accounts/*.parquet') as landed
            inner join '{full_landing}/_truth/identifiers.parquet' as logins
                on landed.account_id = logins.identifier_value and logins.identifier_type = 'login'
        )
        select
            later.is_linkable,
            later.postcode = first.postcode,
            later.birth_date = first.birth_date,
            trim(lower(later.last_name)) = trim(lower(first.last_name)),
            lower(later.first_name) = lower(first.first_name),
            later.phone is not null,
            later.email <> first.email
        from accounts as later
        inner join accounts as first on later.person_id = first.person_id and not first.is_second
        where later.is_second
        """
    )
    assert len(second) == 3 * GroupModes().second_account
    assert all(same_birth and same_last for _, _, same_birth, same_last, *_ in second)
    assert all(linkable == (same_place or phone) for linkable, same_place, *_, phone, _ in second)
    assert all(other_mailbox for *_, other_mailbox in second)
    assert {linkable for linkable, *_ in second} == {True, False}
    assert {same_first for _, _, _, _, same_first, _, _ in second} == {True, False}


def _pairs(mode: str, landing: Path, compared: str) -> list[Any]:
    """Compare the accounts of the two people of each group."""
    return _rows(
        f"""
        with accounts as (
            select persons.*, landed.*, cast(right(persons.person_id, 7) as integer) as number
            from (
                select distinct * exclude(updated_at) from '{landing}/shop/accounts/*.parquet'
            ) as landed
            inner join '{landing}/_truth/identifiers.parquet' as logins
                on landed.account_id = logins.identifier_value and logins.identifier_type = 'login'
            inner join '{landing}/_truth/persons.parquet' as persons
                on logins.person_id = persons.person_id
            where persons.group_failure_mode = '{mode}'
        )
        select {compared}
        from accounts as one
        inner join accounts as other on one.number % 4 = 0 and other.number = one.number + 1
        """
    )


def test_namesakes_share_a_name_and_a_birth_date_and_nothing_else(full_landing: Path) -> None:
    pairs = _pairs(
        "namesake",
        full_landing,
        "one.birth_date = other.birth_date and one.sex = other.sex, "
        "one.first_name = other.first_name and one.last_name = other.last_name, "
        "one.postcode <> other.postcode and one.email <> other.email",
    )
    assert pairs == [(True, True, True)] * GroupModes().namesake


def test_a_father_and_his_son_share_a_name_a_home_and_a_number(full_landing: Path) -> None:
    pairs = _pairs(
        "father_and_son",
        full_landing,
        "one.postcode = other.postcode and one.household_id = other.household_id, "
        "one.first_name = other.first_name and one.last_name = other.last_name, "
        "right(regexp_replace(one.phone, '[^0-9]', '', 'g'), 9) "
        "= right(regexp_replace(other.phone, '[^0-9]', '', 'g'), 9), "
        "date_diff('year', one.birth_date::date, other.birth_date::date) between 23 and 36",
    )
    assert pairs == [(True, True, True, True)] * GroupModes().father_and_son


def test_decisions_are_listed_with_the_people_they_concern(full_landing: Path) -> None:
    planted = _rows(
        f"""
        select planted.failure_mode, decision, is_withdrawn, len(person_ids)
        from '{full_landing}/_truth/planted.parquet' as planted
        inner join '{full_landing}/stewardship/decisions/*.parquet' as decisions
            on planted.source_record_id = 'stewardship.decisions:' || decision_id
        where planted.failure_mode not in ('late_delivery', 'repeated_delivery')
        """
    )
    assert set(planted) == {
        ("manual_must_link", "must_link", False, 1),
        ("manual_cannot_link", "cannot_link", False, 2),
        ("withdrawn_decision", "must_link", True, 2),
    }


def test_persons_are_erased_when_their_request_says(full_landing: Path) -> None:
    wrong = _rows(
        f"""
        with asked as (
            select distinct
                identifiers.person_id,
                requested_at::timestamptz at time zone 'UTC' as asked_at
            from '{full_landing}/privacy/requests/*.parquet' as requests
            inner join '{full_landing}/_truth/identifiers.parquet' as identifiers
                on lower(trim(requests.identifier_value)) = identifiers.identifier_value
            where requests.request_type = 'erasure'
        )
        select * from asked
        full join (
            select person_id, erased_at from '{full_landing}/_truth/persons.parquet'
            where erased_at is not null
        ) as persons using (person_id)
        where coalesce(abs(date_diff('second', asked_at, erased_at)) > 1, true)
        """
    )
    assert wrong == []
    erased = _rows(f"select count(erased_at) from '{full_landing}/_truth/persons.parquet'")
    assert erased[0][0] >= GroupModes().reimported_erased


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
