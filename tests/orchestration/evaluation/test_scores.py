"""The scores, counted from group sizes, are those of counting every pair by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.lib.evaluation.scores import FailureMode, Scores, score


@dataclass
class World:
    """Keys by (person, linkable, customer), devices, and what was planted."""

    keys: Sequence[tuple[str, bool, str | None]]
    devices: Sequence[tuple[str, bool, Sequence[str]]] = ()
    shared: Sequence[tuple[str, str | None]] = ()
    planted: Sequence[tuple[str, str | None, Sequence[str]]] = ()


def judge(world: World) -> Scores:
    """Put a world into tables and score it."""
    with duckdb.connect() as connection:
        connection.execute(
            """
            create table truth_identifiers (
                identifier_type varchar, identifier_value varchar, person_id varchar,
                is_shared boolean, is_linkable boolean
            );
            create table truth_planted (
                failure_mode varchar, source_record_id varchar, identifier_type varchar,
                identifier_value varchar, person_ids varchar[]
            );
            create table crosswalk (
                customer_id varchar, identifier_type varchar, identifier_value varchar
            );
            create table devices (customer_id varchar, device_type varchar, device_value varchar);
            """
        )
        truth: list[tuple[object, ...]] = [
            ("email", f"k{number}", person, False, linkable)
            for number, (person, linkable, _) in enumerate(world.keys)
        ]
        truth += [("email", value, None, True, True) for value, _ in world.shared]
        truth += [
            ("cookie", f"d{number}", person, False, linkable)
            for number, (person, linkable, _) in enumerate(world.devices)
        ]
        crosswalk = [
            (customer, "email", f"k{number}")
            for number, (_, _, customer) in enumerate(world.keys)
            if customer
        ]
        crosswalk += [(customer, "email", value) for value, customer in world.shared if customer]
        given_devices = [
            (customer, "cookie", f"d{number}")
            for number, (_, _, customers) in enumerate(world.devices)
            for customer in customers
        ]
        planted = [
            (mode, None, "email" if value else None, value, list(persons))
            for mode, value, persons in world.planted
        ]
        for table, rows in (
            ("truth_identifiers", truth),
            ("crosswalk", crosswalk),
            ("devices", given_devices),
            ("truth_planted", planted),
        ):
            for row in rows:
                places = ", ".join("?" for _ in row)
                connection.execute(f"insert into {table} values ({places})", list(row))
        return score(connection)


KEYS = st.lists(
    st.tuples(
        st.sampled_from(["p1", "p2", "p3"]),
        st.booleans(),
        st.one_of(st.none(), st.sampled_from(["c1", "c2", "c3"])),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(keys=KEYS)
def test_precision_and_recall_are_those_of_counting_pairs(
    keys: list[tuple[str, bool, str | None]],
) -> None:
    pairs = list(combinations(keys, 2))
    together = [pair for pair in pairs if pair[0][2] and pair[0][2] == pair[1][2]]
    right = [pair for pair in together if pair[0][0] == pair[1][0]]
    true = [p for p in pairs if p[0][0] == p[1][0] and p[0][1] and p[1][1]]
    found = [pair for pair in true if pair[0][2] and pair[0][2] == pair[1][2]]
    scores = judge(World(keys))
    assert scores.precision == pytest.approx(len(right) / len(together) if together else 1)
    assert scores.recall == pytest.approx(len(found) / len(true) if true else 1)
    holders: dict[str, set[str]] = {}
    for person, _, customer in keys:
        if customer:
            holders.setdefault(customer, set()).add(person)
    assert scores.fused_customers == sum(len(people) > 1 for people in holders.values())
    assert scores.persons == len({person for person, _, _ in keys})


def test_a_shared_value_is_no_key_of_anyone() -> None:
    world = World([("p1", True, "c1")], shared=[("family@x.example", "c1")])
    assert judge(world).keys == 1


def test_people_who_share_a_planted_value_and_a_customer_are_fused() -> None:
    keys = [("p1", True, "c1"), ("p2", True, "c1"), ("p3", True, "c2")]
    planted = [
        ("household_card", "card", ["p1", "p2"]),
        ("household_card", "other", ["p1", "p3"]),
        ("role_mailbox", "box", ["p2", "p3"]),
    ]
    assert judge(World(keys, planted=planted)).failure_modes == (
        FailureMode("household_card", planted=2, fused=1, recall=None),
        FailureMode("role_mailbox", planted=1, fused=0, recall=None),
    )


def test_a_placeholder_fuses_when_a_customer_of_two_people_took_it_for_a_key() -> None:
    planted: list[tuple[str, str, list[str]]] = [("placeholder_email", "no@x.example", [])]
    apart = World([("p1", True, "c1")], shared=[("no@x.example", "c1")], planted=planted)
    assert judge(apart).failure_modes[0].fused == 0
    fused = World(
        [("p1", True, "c1"), ("p2", True, "c1")],
        shared=[("no@x.example", "c1")],
        planted=planted,
    )
    assert judge(fused).failure_modes[0].fused == 1


def test_a_planted_key_that_was_lost_costs_recall_of_its_mode() -> None:
    keys = [("p1", True, "c1"), ("p1", True, "c1"), ("p1", True, "c2"), ("p1", False, "c3")]
    planted = [("email_change", "k0", ["p1"]), ("cookie_churn", "k2", ["p1"])]
    modes = {mode.name: mode for mode in judge(World(keys, planted=planted)).failure_modes}
    assert modes["email_change"].recall == pytest.approx(1 / 2)
    assert modes["cookie_churn"].recall == 0


def test_a_device_is_right_with_its_owner_alone() -> None:
    keys = [("p1", True, "c1"), ("p1", True, "c1"), ("p2", True, "c2"), ("p1", True, "c2")]
    devices = [
        ("p1", True, ["c1"]),
        ("p2", True, ["c1"]),
        ("p1", True, ["c1", "c2"]),
        ("p2", True, []),
        ("p2", False, []),
    ]
    scores = judge(World([*keys, ("p2", True, "c2")], devices))
    assert scores.device_precision == pytest.approx(1 / 3)
    assert scores.device_recall == pytest.approx(1 / 4)
