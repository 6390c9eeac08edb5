"""An explanation tells what ties two identifiers, which rule kept them apart, or that nothing
does."""

import pytest

from orchestration.lib.explanation.comparison import (
    DEVICE,
    NO_EVIDENCE,
    ONE_CUSTOMER,
    REFUSED,
    SET_ASIDE,
    UNTIED,
    compare,
)
from orchestration.lib.explanation.portrait import portray
from orchestration.lib.explanation.subjects import UnknownSubjectError, find_subject
from tests.orchestration.explanation.test_paths import identity_path
from tests.orchestration.explanation.worlds import Link, World, build

ANNA_AND_MARC = World(
    ["login:a7", "email:anna@x.example", "loyalty_id:29", "login:m3", "email:marc@x.example"],
    [
        Link(0, 1),
        Link(3, 4),
        Link(1, 2),
        Link(2, 4, refused_by="weak", method="ticket"),
    ],
)


def test_two_identifiers_of_one_customer_have_a_chain_with_its_evidence() -> None:
    with build(ANNA_AND_MARC) as connection:
        comparison = compare(connection, "login:A7", "loyalty_id:29")
    assert comparison.verdict == ONE_CUSTOMER
    first, second = comparison.chain
    assert (first.from_identifier, first.to_identifier) == ("login:a7", "email:anna@x.example")
    assert (second.from_identifier, second.to_identifier) == (
        "email:anna@x.example",
        "loyalty_id:29",
    )
    assert (first.method, first.evidence_record_id, first.record_count) == (
        "account",
        "record:1",
        1,
    )
    assert first.reason == "They registered."
    assert "chain of 2" in comparison.sentence


def test_a_refused_link_is_what_keeps_two_apart_and_its_rule_is_told() -> None:
    with build(ANNA_AND_MARC) as connection:
        comparison = compare(connection, "login:a7", "login:m3")
    assert comparison.verdict == REFUSED
    assert [step.is_taken for step in comparison.chain] == [True, True, False, True]
    refused = comparison.chain[2]
    assert (refused.rule, refused.method) == ("weak", "ticket")
    assert "Because of weak." in comparison.sentence


def test_a_refusal_over_a_third_customer_is_found() -> None:
    world = World(
        ["email:a@x.example", "phone:1", "email:b@x.example"],
        [Link(0, 1, refused_by="weak"), Link(1, 2, refused_by="login_limit")],
    )
    with build(world) as connection:
        comparison = compare(connection, "email:a@x.example", "email:b@x.example")
    assert comparison.verdict == REFUSED
    assert [step.rule for step in comparison.chain] == ["weak", "login_limit"]


def test_both_directions_tell_the_same_chain_turned_round() -> None:
    with build(ANNA_AND_MARC) as connection:
        there = compare(connection, "login:a7", "login:m3").chain
        back = compare(connection, "login:m3", "login:a7").chain
    assert [step.evidence_record_id for step in there] == [
        step.evidence_record_id for step in reversed(back)
    ]
    assert back[0].from_identifier == "login:m3"


def test_of_two_chains_of_one_length_both_directions_and_the_macro_tell_one() -> None:
    names = ["login:1", "email:a@x.example", "phone:1", "loyalty_id:1"]
    # From either end alone another way round looks better.
    world = World(names, [Link(2, 3), Link(0, 1), Link(1, 3), Link(0, 2)])
    with build(world) as connection:
        there = [x.to_identifier for x in compare(connection, names[0], names[3]).chain]
        back = [x.from_identifier for x in compare(connection, names[3], names[0]).chain]
        in_sql = connection.execute(identity_path(names[3], names[0])).fetchall()
    assert there == ["phone:1", "loyalty_id:1"]
    assert back[::-1] == there
    assert [f"{row[1]}:{row[2]}" for row in in_sql] == back


def test_a_refused_link_whose_ends_were_joined_anyway_is_no_hop() -> None:
    world = World(
        ["login:1", "email:a@x.example", "phone:1"],
        [Link(0, 2, refused_by="weak"), Link(0, 1), Link(1, 2)],
    )
    with build(world) as connection:
        comparison = compare(connection, "login:1", "phone:1")
    assert comparison.verdict == ONE_CUSTOMER
    assert [step.evidence_record_id for step in comparison.chain] == ["record:2", "record:3"]


@pytest.mark.parametrize("link_rank", [1, None])
def test_a_merge_of_two_clusters_is_a_hop_with_its_rule(link_rank: int | None) -> None:
    world = World(["email:a@x.example", "phone:1"], [Link(0, 1, refused_by="weak")])
    with build(world) as connection:
        connection.execute("delete from identity.links_rejected")
        connection.execute("update identity.int_identity__clusters set cluster_id = 0")
        connection.execute(
            "insert into identity.int_identity__merges values "
            "(0, 1, ?, 'same_person', 'Name, birth date and place agree.')",
            [link_rank],
        )
        comparison = compare(connection, "email:a@x.example", "phone:1")
        in_sql = connection.execute(identity_path("email:a@x.example", "phone:1")).fetchall()
    assert comparison.verdict == ONE_CUSTOMER
    (step,) = comparison.chain
    assert (step.method, step.rule) == ("merge", "same_person")
    assert step.evidence_record_id == ("record:1" if link_rank else None)
    assert [(row[0], row[5], row[6]) for row in in_sql] == [(1, "merge", step.evidence_record_id)]


def test_what_a_steward_decided_is_told_in_their_words() -> None:
    world = World(
        ["login:1", "email:a@x.example", "login:2"],
        [Link(0, 1, method="manual"), Link(1, 2, refused_by="cannot_link")],
    )
    with build(world) as connection:
        connection.execute(
            "insert into identity.int_identity__decisions values "
            "('d1', 'record:1', 'She showed both.', 'in_force'), "
            "('d2', 'another', 'Father and son.', 'in_force')"
        )
        connection.execute("update identity.links_rejected set decision_id = 'd2'")
        comparison = compare(connection, "login:1", "login:2")
    assert [step.reason for step in comparison.chain] == ["She showed both.", "Father and son."]
    assert "cannot_link" in comparison.sentence


@pytest.mark.parametrize(("outcome", "count"), [("review", 1), ("refuse", 1), ("apart", 0)])
def test_a_likeness_that_was_weighed_is_told_with_the_rule(outcome: str, count: int) -> None:
    with build(World(["email:a@x.example", "email:b@x.example"])) as connection:
        connection.execute(
            "insert into identity.int_identity__merge_candidates values "
            "(0, 1, null, 'same', 'same', 'unknown', 'born_together', ?, 'Likely one person.')",
            [outcome],
        )
        comparison = compare(connection, "email:b@x.example", "email:a@x.example")
    assert len(comparison.seen_together) == count
    assert ("Likely one person." in comparison.sentence) == bool(count)


def test_a_value_owned_in_turns_says_so_alone_and_with_its_other_owner() -> None:
    with build(ANNA_AND_MARC) as connection:
        connection.execute(
            "insert into marts.customer_identifiers values "
            "('cus_0', 'loyalty_id', '29', '1900-01-01', '2025-08-01'), "
            "('cus_3', 'loyalty_id', '29', '2025-08-01', '9999-12-31')"
        )
        alone = portray(connection, "loyalty_id:29")
        apart = compare(connection, "login:m3", "loyalty_id:29")
        others = compare(connection, "login:m3", "login:a7")
    assert "owned in turns by 2 customers" in alone.sentence
    assert [row["customer_id"] for row in alone.owners] == ["cus_0", "cus_3"]
    assert apart.sentence.endswith("is owned in turns, and is cus_3's from 2025-08-01.")
    assert "in turns" not in others.sentence


def test_a_value_set_aside_in_both_their_records_is_told_with_its_rule() -> None:
    box = "email:contact@x.example"
    world = World(
        ["login:1", "login:2"],
        excluded={box: "role_mailbox"},
        records=[
            ("shop.orders:1", "order", [("login:1", "self", True), (box, "self", True)]),
            ("shop.orders:2", "order", [("login:2", "self", True), (box, "self", True)]),
        ],
    )
    with build(world) as connection:
        comparison = compare(connection, "login:1", "login:2")
        asked_alone = portray(connection, box)
        asked_with = compare(connection, box, "login:1")
    assert comparison.verdict == SET_ASIDE
    (tie,) = comparison.seen_together
    assert (tie["tie"], tie["rule"], tie["record_count"]) == (box, "role_mailbox", 2)
    assert "Several people read it." in comparison.sentence
    assert "role_mailbox" in asked_alone.sentence
    assert asked_with.verdict == SET_ASIDE


@pytest.mark.parametrize(
    ("role", "is_verified", "rule"),
    [("recipient", True, "two_roles"), ("self", False, "unverified")],
)
def test_a_record_that_shows_both_without_tying_them_is_told(
    role: str, rule: str, *, is_verified: bool
) -> None:
    world = World(
        ["login:1", "email:b@x.example"],
        records=[
            (
                "shop.orders:1",
                "order",
                [("login:1", "self", True), ("email:b@x.example", role, is_verified)],
            )
        ],
    )
    with build(world) as connection:
        comparison = compare(connection, "login:1", "email:b@x.example")
    assert comparison.verdict == NO_EVIDENCE
    assert [tie["rule"] for tie in comparison.seen_together] == [rule]


def test_a_device_used_in_turns_is_told_and_fuses_nobody() -> None:
    world = World(["login:1", "login:2"], devices=[("tablet", 0), ("tablet", 1)])
    with build(world) as connection:
        apart = compare(connection, "login:1", "login:2")
        device = compare(connection, "cookie:tablet", "login:2")
        alone = portray(connection, "cookie:tablet")
    assert apart.verdict == NO_EVIDENCE
    assert apart.seen_together[0]["rule"] == "devices_never_fuse"
    assert device.verdict == DEVICE
    assert "1 of its 2 intervals" in device.sentence
    assert "2 customers" in alone.sentence
    assert len(alone.devices) == 2


def test_two_that_share_nothing_are_said_to_be_tied_by_no_record() -> None:
    with build(World(["login:1", "login:2"])) as connection:
        comparison = compare(connection, "login:1", "login:2")
    assert comparison.verdict == UNTIED
    assert "no record ties them" in comparison.sentence


def test_a_portrait_tells_how_each_identifier_came_in_and_what_was_refused() -> None:
    with build(ANNA_AND_MARC) as connection:
        portrait = portray(connection, "cus_0")
    came = {row["identifier_value"]: row for row in portrait.identifiers}
    assert list(came) == ["a7", "29", "anna@x.example"]
    assert came["29"]["together_with"] == "email:anna@x.example"
    assert came["29"]["evidence_record_id"] == "record:3"
    assert came["anna@x.example"]["evidence_record_id"] == "record:1"
    assert [row["rule"] for row in portrait.refused] == ["weak"]
    assert [row["event_type"] for row in portrait.history] == ["born"]


def test_an_identifier_alone_came_in_by_its_first_record() -> None:
    world = World(
        ["email:a@x.example"],
        records=[
            ("store.tickets:1", "ticket", [("email:a@x.example", "self", True)]),
        ],
    )
    with build(world) as connection:
        (row,) = portray(connection, "email:a@x.example").identifiers
    assert (row["came_by"], row["evidence_record_id"]) == ("ticket", "store.tickets:1")
    assert row["together_with"] == "alone"


def test_a_former_customer_id_leads_to_the_one_it_redirects_to() -> None:
    with build(ANNA_AND_MARC) as connection:
        connection.execute(
            "insert into identity.int_identity__customer_registry values "
            "('cus_old', 'redirected'), ('cus_gone', 'erased')"
        )
        connection.execute(
            "insert into marts.customer_redirects values "
            "('cus_old', 'cus_3', 'standing', '2026-02-01')"
        )
        with pytest.raises(UnknownSubjectError, match="it is erased"):
            find_subject(connection, "cus_gone")
        portrait = portray(connection, "cus_old")
    assert portrait.subject.customer_id == "cus_3"
    assert "cus_old redirects to cus_3" in portrait.sentence
    assert [row["customer_id"] for row in portrait.redirects] == ["cus_old"]


@pytest.mark.parametrize("asked", ["EMAIL:ANNA@X.EXAMPLE", "email: Anna@x.example "])
def test_any_spelling_of_an_identifier_finds_it(asked: str) -> None:
    with build(ANNA_AND_MARC) as connection:
        assert find_subject(connection, asked).name == "email:anna@x.example"


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("email:nobody@x.example", "No record shows"),
        ("passport:12", "The types are login, loyalty_id"),
        ("anna", "neither type:value"),
        ("email:", "neither type:value"),
        ("cus_unknown", "No customer was ever registered"),
    ],
)
def test_what_nobody_knows_is_said_in_a_sentence(asked: str, sentence: str) -> None:
    with build(ANNA_AND_MARC) as connection, pytest.raises(UnknownSubjectError, match=sentence):
        find_subject(connection, asked)
