"""The scores, counted from group sizes, are those of counting every pair and key by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.lib.evaluation.scores import FailureMode, Scores, score

Interval = tuple[str, str | None, str | None]


@dataclass
class World:
    """What a run made of the truth.

    Attributes:
        keys: Keys by (person, linkable, customer); the first is called k0.
        devices: Devices by (owner, linkable, customers); the first is called d0.
        shared: Values that many share, with the customer that took each for a key.
        planted: Cases by (mode, value or record, people).
        records: Records by (id, person, customer).
        owned_in_turn: Values by (value, [(person, from, to)], [(customer, from, to)]).
        sole_values: Records of one such value by (id, value, moment, customer).
        granted: Customers who may be sent marketing.
        contacted: Customers who are in the contacts.
        basis: Why customers have their devices.
        homes: People by (person, household).
        households: Customers by (customer, household).
        relations: Pairs of customers that evidence ties, the lesser first.
        refused: Devices that refused to be followed, and records of theirs.
    """

    keys: Sequence[tuple[str, bool, str | None]]
    devices: Sequence[tuple[str | None, bool, Sequence[str]]] = ()
    shared: Sequence[tuple[str, str | None]] = ()
    planted: Sequence[tuple[str, str | None, Sequence[str]]] = ()
    records: Sequence[tuple[str, str, str | None]] = ()
    owned_in_turn: Sequence[tuple[str, Sequence[Interval], Sequence[Interval]]] = ()
    sole_values: Sequence[tuple[str, str, str, str | None]] = ()
    granted: Sequence[str] = ()
    contacted: Sequence[str] = ()
    basis: str = "only_owner"
    homes: Sequence[tuple[str, str]] = ()
    households: Sequence[tuple[str, str]] = ()
    relations: Sequence[tuple[str, str]] = ()
    refused: Sequence[str] = ()


_TABLES = """
create table truth_identifiers (
    identifier_type varchar, identifier_value varchar, person_id varchar, is_shared boolean,
    is_linkable boolean, valid_from timestamp, valid_to timestamp
);
create table truth_planted (
    failure_mode varchar, source_record_id varchar, identifier_type varchar,
    identifier_value varchar, person_ids varchar[]
);
create table truth_records (source_record_id varchar, person_id varchar);
create table crosswalk (
    customer_id varchar, identifier_type varchar, identifier_value varchar,
    valid_from_at timestamp, valid_to_at timestamp
);
create table devices (
    customer_id varchar, device_type varchar, device_value varchar, basis varchar
);
create table record_customers (source_record_id varchar, customer_id varchar);
create table sole_value_records (
    source_record_id varchar, identifier_type varchar, identifier_value varchar,
    occurred_at timestamp, customer_id varchar
);
create table marketing_grants (customer_id varchar);
create table contacted (customer_id varchar);
create table truth_households (person_id varchar, household_id varchar);
create table household_members (customer_id varchar, household_id varchar);
create table relations (left_customer_id varchar, right_customer_id varchar);
create table refused_devices (device_type varchar, device_value varchar);
create table refused_records (source_record_id varchar);
"""


def judge(world: World) -> Scores:
    """Put a world into tables and score it."""
    with duckdb.connect() as connection:
        connection.execute(_TABLES)
        for table, rows in rows_of(world).items():
            for row in rows:
                places = ", ".join("?" for _ in row)
                connection.execute(f"insert into {table} values ({places})", list(row))
        return score(connection)


def rows_of(world: World) -> dict[str, list[tuple[object, ...]]]:
    """A world as the rows of the tables that the scores read."""
    truth: list[tuple[object, ...]] = [
        ("email", f"k{number}", person, False, linkable, None, None)
        for number, (person, linkable, _) in enumerate(world.keys)
    ]
    truth += [("email", value, None, True, True, None, None) for value, _ in world.shared]
    truth += [
        ("cookie", f"d{number}", person, False, linkable, None, None)
        for number, (person, linkable, _) in enumerate(world.devices)
    ]
    truth += [
        ("email", value, person, False, True, since, until)
        for value, owners, _ in world.owned_in_turn
        for person, since, until in owners
    ]
    crosswalk: list[tuple[object, ...]] = [
        (customer, "email", f"k{number}", None, None)
        for number, (_, _, customer) in enumerate(world.keys)
        if customer
    ]
    crosswalk += [(c, "email", value, None, None) for value, c in world.shared if c]
    crosswalk += [
        (customer, "email", value, since, until)
        for value, _, holders in world.owned_in_turn
        for customer, since, until in holders
    ]
    return {
        "truth_identifiers": truth,
        "crosswalk": crosswalk,
        "devices": [
            (customer, "cookie", f"d{number}", world.basis)
            for number, (_, _, customers) in enumerate(world.devices)
            for customer in customers
        ],
        "truth_planted": [planted_row(*case) for case in world.planted],
        "truth_records": [(record, person) for record, person, _ in world.records],
        "record_customers": [(record, c) for record, _, c in world.records if c],
        "sole_value_records": [
            (record, "email", value, moment, customer)
            for record, value, moment, customer in world.sole_values
        ],
        "marketing_grants": [(customer,) for customer in world.granted],
        "refused_devices": [("cookie", device) for device in world.refused if ":" not in device],
        "refused_records": [(record,) for record in world.refused if ":" in record],
        "contacted": [(customer,) for customer in world.contacted],
        "truth_households": list(world.homes),
        "household_members": list(world.households),
        "relations": list(world.relations),
    }


def planted_row(mode: str, case: str | None, persons: Sequence[str]) -> tuple[object, ...]:
    """A planted case as a row: a record has a colon in its id, a device is d and a number."""
    if case is None or ":" in case:
        return mode, case, None, None, list(persons)
    is_device = case.startswith("d") and case[1:].isdigit()
    return mode, None, "cookie" if is_device else "email", case, list(persons)


KEYS = st.lists(
    st.tuples(
        st.sampled_from(["p1", "p2", "p3"]),
        st.booleans(),
        st.one_of(st.none(), st.sampled_from(["c1", "c2", "c3"])),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=40, deadline=None)
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


@settings(max_examples=40, deadline=None)
@given(keys=KEYS)
def test_b_cubed_is_that_of_judging_every_key(keys: list[tuple[str, bool, str | None]]) -> None:
    # A key that nobody recognised is a customer of its own.
    judged = [(p, linkable, c or f"alone {n}") for n, (p, linkable, c) in enumerate(keys)]
    precise = [
        Fraction(
            sum(other[2] == key[2] and other[0] == key[0] for other in judged),
            sum(other[2] == key[2] for other in judged),
        )
        for key in judged
    ]
    tied = [key for key in judged if key[1]]
    recalled = [
        Fraction(
            sum(other[0] == key[0] and other[2] == key[2] for other in tied),
            sum(other[0] == key[0] for other in tied),
        )
        for key in tied
    ]
    scores = judge(World(keys))
    assert scores.bcubed_precision == pytest.approx(float(sum(precise) / len(precise)))
    assert scores.bcubed_recall == pytest.approx(
        float(sum(recalled) / len(recalled)) if recalled else 1
    )


@settings(max_examples=40, deadline=None)
@given(keys=KEYS)
def test_merge_rates_are_those_of_counting_customers_and_people(
    keys: list[tuple[str, bool, str | None]],
) -> None:
    people_of: dict[str, set[str]] = {}
    customers_of: dict[str, set[str]] = {}
    for number, (person, linkable, customer) in enumerate(keys):
        if customer:
            people_of.setdefault(customer, set()).add(person)
        if linkable:
            customers_of.setdefault(person, set()).add(customer or f"alone {number}")
    scores = judge(World(keys))
    over = [len(people) > 1 for people in people_of.values()]
    under = [len(customers) > 1 for customers in customers_of.values()]
    assert scores.over_merge_rate == pytest.approx(sum(over) / len(over) if over else 0)
    assert scores.under_merge_rate == pytest.approx(sum(under) / len(under) if under else 0)


def test_every_measure_of_a_small_world_is_the_one_computed_by_hand() -> None:
    # Customer c1 holds two keys of p1 and one of p2; c2 holds p2's other key.
    keys = [("p1", True, "c1"), ("p1", True, "c1"), ("p2", True, "c1"), ("p2", True, "c2")]
    scores = judge(World(keys))
    # Pairs together: three, one of them right. Pairs that belong together: two, one found.
    assert scores.precision == pytest.approx(1 / 3)
    assert scores.recall == pytest.approx(1 / 2)
    assert scores.f1 == pytest.approx(2 / 5)
    # Keys: 2/3, 2/3, 1/3, 1 of their customers' keys; 1, 1, 1/2, 1/2 of their people's.
    assert scores.bcubed_precision == pytest.approx(2 / 3)
    assert scores.bcubed_recall == pytest.approx(3 / 4)
    assert scores.bcubed_f1 == pytest.approx(12 / 17)
    assert scores.customers == 2
    assert (scores.over_merge_rate, scores.under_merge_rate) == (0.5, 0.5)


def test_a_key_in_several_customers_in_turn_counts_once_and_both_customers_hold_it() -> None:
    moved = [("c1", None, "2026-01-01"), ("c2", "2026-01-01", "2026-02-01")]
    world = World(
        [("p1", True, "c1"), ("p2", True, "c2")],
        owned_in_turn=[("moved@x.example", [("p1", None, None)], moved)],
    )
    scores = judge(world)
    assert scores.keys == 3
    assert (scores.precision, scores.recall) == (1, 1)
    assert scores.fused_customers == 1


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
        FailureMode("household_card", planted=2, fused=1, score=0.5, judged_by="cases"),
        FailureMode("role_mailbox", planted=1, fused=0, score=1, judged_by="cases"),
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
    assert modes["email_change"].score == pytest.approx(1 / 2)
    assert modes["cookie_churn"].score == 0
    assert {mode.judged_by for mode in modes.values()} == {"ties"}


TWO_PEOPLE = [("p1", True, "c1"), ("p2", True, "c2")]


def mode_of(world: World) -> tuple[float, str]:
    """The score of a world's only planted mode, and what it is judged by."""
    (mode,) = judge(world).failure_modes
    return mode.score, mode.judged_by


@pytest.mark.parametrize(
    ("holders", "score_of_the_mode"),
    [
        ([("c1", None, None)], 0.5),
        ([("c1", None, "2025-08-03"), ("c2", "2025-08-03", None)], 1),
        ([("c2", None, "2025-08-03"), ("c1", "2025-08-03", None)], 0),
        ([], 0),
        ([("c3", None, None)], 0),
    ],
    ids=["one owner for ever", "in turn", "the wrong way round", "nobody", "a stranger"],
)
def test_a_value_owned_in_turn_is_judged_by_who_has_it_when(
    holders: Sequence[Interval], score_of_the_mode: float
) -> None:
    owners = [("p1", None, "2025-08-01"), ("p2", "2025-08-01", None)]
    world = World(
        TWO_PEOPLE,
        owned_in_turn=[("old@x.example", owners, holders)],
        planted=[("recycled_email", "old@x.example", ["p1", "p2"])],
    )
    assert mode_of(world) == (score_of_the_mode, "owners in turn")


def test_records_of_nothing_but_a_value_owned_in_turn_are_better_witnesses() -> None:
    owners = [("p1", None, "2025-08-01"), ("p2", "2025-08-01", None)]
    world = World(
        TWO_PEOPLE,
        owned_in_turn=[("old@x.example", owners, [("c1", None, None)])],
        planted=[("recycled_email", "old@x.example", ["p1", "p2"])] * 2,
        # The truth of a record, where known, outranks the truth of the value.
        records=[("email.events:4", "p2", None)],
        sole_values=[
            ("email.events:1", "old@x.example", "2025-01-01", "c1"),
            ("email.events:2", "old@x.example", "2025-09-01", "c1"),
            ("email.events:3", "old@x.example", "2025-09-01", None),
            ("email.events:4", "old@x.example", "2025-07-31", "c2"),
            ("email.events:5", "old@x.example", "2025-02-01", "c1"),
        ],
    )
    assert mode_of(world) == (3 / 5, "records")


@pytest.mark.parametrize(
    ("mode", "customer", "score_of_the_mode"),
    [
        ("guest", "c1", 1),
        ("guest", "c2", 0),
        ("guest", None, 0),
        ("clock_skew", "c1", 1),
        ("clock_skew", "c2", 0),
        ("clock_skew", None, 1),
    ],
)
def test_a_planted_record_is_right_with_the_customer_of_its_person(
    mode: str, customer: str | None, score_of_the_mode: float
) -> None:
    world = World(
        TWO_PEOPLE,
        records=[("web.calls:1", "p1", customer)],
        planted=[(mode, "web.calls:1", ["p1"])],
    )
    assert mode_of(world) == (score_of_the_mode, "cases")


@pytest.mark.parametrize(("second", "score_of_the_mode"), [("c1", 1), ("c2", 0), (None, 0)])
def test_a_record_of_unknown_truth_is_right_when_its_person_is_one_customer(
    second: str | None, score_of_the_mode: float
) -> None:
    world = World(
        [("p1", True, "c1"), ("p1", True, second)],
        planted=[("case_drift", "loyalty.members:1", ["p1"])],
    )
    assert mode_of(world) == (score_of_the_mode, "cases")


def test_a_placeholder_that_became_a_key_of_one_person_is_wrong_though_it_fused_nobody() -> None:
    world = World(
        TWO_PEOPLE,
        shared=[("no@x.example", "c1"), ("none@x.example", None)],
        planted=[
            ("placeholder_email", "no@x.example", []),
            ("placeholder_email", "none@x.example", []),
        ],
    )
    assert mode_of(world) == (0.5, "cases")


@pytest.mark.parametrize(
    ("people", "linkable", "given_to", "basis", "score_of_the_mode"),
    [
        (["p1"], True, ["c1"], "only_owner", 1),
        (["p1"], True, ["c2"], "only_owner", 0),
        (["p1"], True, [], "only_owner", 0),
        (["p1"], False, [], "only_owner", 1),
        (["p1", "p2"], True, ["c1", "c2"], "signed_in", 1),
        (["p1", "p2"], True, ["c1", "c3"], "signed_in", 0),
        ([], False, ["c1", "c2"], "public_session", 1),
        ([], False, ["c1"], "only_owner", 0),
        ([], False, [], "only_owner", 1),
    ],
)
def test_a_planted_device_is_right_with_its_people_or_in_public_sessions(
    people: list[str], given_to: list[str], basis: str, score_of_the_mode: float, *, linkable: bool
) -> None:
    world = World(
        [*TWO_PEOPLE, ("p3", True, "c3")],
        devices=[(people[0] if len(people) == 1 else None, linkable, given_to)],
        planted=[("cookie_churn", "d0", people)],
        basis=basis,
    )
    assert mode_of(world) == (score_of_the_mode, "cases")


def test_households_are_judged_by_pairs_of_customers() -> None:
    keys = [(f"p{number}", True, f"c{number}") for number in (1, 2, 3, 4)] + [("p1", True, "c5")]
    scores = judge(
        World(
            [*keys, ("p1", True, "c1")],
            homes=[("p1", "h1"), ("p2", "h1"), ("p3", "h1"), ("p4", "h4")],
            households=[("c1", "x"), ("c2", "x"), ("c4", "x"), ("c5", "y"), ("c1", "y")],
            relations=[("c1", "c2"), ("c1", "c3")],
        )
    )
    # c5 is p1 as well: with p2 and p3 it is looked for, with c1 it is neither right nor wrong.
    assert scores.household_pairs == 5
    assert scores.household_precision == pytest.approx(1 / 3)
    assert scores.household_recall == pytest.approx(1 / 5)
    assert scores.household_recall_of_tied == pytest.approx(1 / 2)


def test_without_households_nothing_is_wrong() -> None:
    scores = judge(World([("p1", True, "c1"), ("p2", True, "c2")]))
    assert (scores.household_pairs, scores.household_precision) == (0, 1)


def test_consent_and_erasure_are_judged_by_what_follows_for_the_person() -> None:
    planted = [
        ("consent_conflict", "consent.events:1", ["p1"]),
        ("consent_conflict", "consent.events:2", ["p2"]),
        ("reimported_erased", "privacy.requests:1", ["p1"]),
        ("reimported_erased", "privacy.requests:2", ["p2"]),
    ]
    world = World(TWO_PEOPLE, planted=planted, granted=["c1"], contacted=["c2"])
    assert {mode.name: mode.score for mode in judge(world).failure_modes} == {
        "consent_conflict": 0.5,
        "reimported_erased": 0.5,
    }
    neither = World(TWO_PEOPLE, planted=planted)
    assert {mode.score for mode in judge(neither).failure_modes} == {1.0}


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


def test_a_device_that_refused_is_right_with_nobody_and_wrong_with_its_owner() -> None:
    keys = [("p1", True, "c1")]
    left_alone = judge(World(keys, devices=[("p1", True, [])], refused=["d0"]))
    assert (left_alone.refused_devices, left_alone.refusal_respect) == (1, 1)
    assert (left_alone.device_precision, left_alone.device_recall) == (1, 1)
    followed = judge(World(keys, devices=[("p1", True, ["c1"])], refused=["d0"]))
    assert (followed.refusal_respect, followed.device_precision) == (0, 0)


@pytest.mark.parametrize(("customers", "score"), [((), 1.0), (("c1",), 0.0)])
def test_a_planted_device_that_refused_should_be_nobodys(
    customers: Sequence[str], score: float
) -> None:
    world = World(
        [("p1", True, "c1")],
        devices=[("p1", True, customers)],
        planted=[("cookie_churn", "d0", ["p1"])],
        refused=["d0"],
    )
    assert judge(world).failure_modes[0].score == score


@pytest.mark.parametrize(("refused", "score"), [((), 0.0), (("web:1",), 1.0)])
def test_a_record_of_a_device_that_refused_may_stay_nobodys(
    refused: Sequence[str], score: float
) -> None:
    world = World(
        [("p1", True, "c1")],
        planted=[("case_drift", "web:1", ["p1"])],
        records=[("web:1", "p1", None)],
        refused=refused,
    )
    assert judge(world).failure_modes[0].score == score
