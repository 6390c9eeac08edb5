"""No merge, split, delivery or passing of time permits what no newer explicit grant permits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.project.consent_world import AS_OF_DAY, ConsentModels, Decision, Holding, Holdings

PEOPLE = ("anna", "bruno", "carla")
CONTACT_POINTS = ("p1", "p2", "p3")
CHANNELS = ("email", "sms")
APART = {person: person for person in PEOPLE}
ONE = {"anna": "anna", "bruno": "anna", "carla": "carla"}
LAST_DAY = 12

days = st.integers(min_value=1, max_value=LAST_DAY)
decisions = st.builds(
    Decision,
    contact_point=st.sampled_from(CONTACT_POINTS),
    day=days,
    is_granted=st.booleans(),
    channel=st.sampled_from([*CHANNELS, "any"]),
)
histories = st.lists(decisions, max_size=8)
holding = st.one_of(
    st.builds(Holding, first=st.sampled_from(PEOPLE)),
    st.builds(
        Holding,
        first=st.sampled_from(PEOPLE),
        then=st.sampled_from(PEOPLE),
        passes_on_day=days,
    ),
)
worlds = st.fixed_dictionaries(dict.fromkeys(CONTACT_POINTS, holding))
few = settings(max_examples=80, deadline=None)


@pytest.fixture(scope="module")
def models() -> ConsentModels:
    return ConsentModels()


def made_by(decision: Decision, holdings: Holdings, customers: Mapping[str, str]) -> str:
    """The customer who held the contact point when the decision was made."""
    held = holdings[decision.contact_point]
    is_first = held.then is None or decision.day < held.passes_on_day
    person = held.first if is_first else held.then
    assert person is not None
    return customers[person]


def about(decision: Decision, channel: str) -> bool:
    """Whether a decision speaks for a channel."""
    return decision.channel in (channel, "any")


def is_unanswered(
    refusal: Decision,
    channel: str,
    history: Sequence[Decision],
    holdings: Holdings,
    customers: Mapping[str, str],
) -> bool:
    """Whether no newer grant of the same customer answers a refusal where it was made."""
    return not any(
        grant.is_granted
        and grant.day > refusal.day
        and about(grant, channel)
        and grant.contact_point == refusal.contact_point
        and made_by(grant, holdings, customers) == made_by(refusal, holdings, customers)
        for grant in history
    )


def check_permissions_rest_on_grants(
    models: ConsentModels,
    history: Sequence[Decision],
    holdings: Holdings,
    customers: Mapping[str, str],
) -> None:
    """Who is permitted granted it, and left no refusal without a newer grant in its place."""
    for (customer, channel), is_granted in models.states(history, holdings, customers).items():
        own = [
            decision
            for decision in history
            if about(decision, channel) and made_by(decision, holdings, customers) == customer
        ]
        if is_granted:
            assert any(decision.is_granted for decision in own)
            assert not any(
                is_unanswered(refusal, channel, history, holdings, customers)
                for refusal in own
                if not refusal.is_granted
            )


def check_merge(models: ConsentModels, history: Sequence[Decision], holdings: Holdings) -> None:
    """What two customers permit as one, each of them who had decided permitted, or grants anew."""
    before = models.states(history, holdings, APART)
    after = models.states(history, holdings, ONE)
    for channel in CHANNELS:
        if not after.get(("anna", channel), False):
            continue
        assert any(
            decision.is_granted
            and about(decision, channel)
            and made_by(decision, holdings, APART) in ("anna", "bruno")
            for decision in history
        )
        for part in ("anna", "bruno"):
            refusals = [
                decision
                for decision in history
                if not decision.is_granted
                and about(decision, channel)
                and made_by(decision, holdings, APART) == part
            ]
            assert before.get((part, channel), True) or not any(
                is_unanswered(refusal, channel, history, holdings, ONE) for refusal in refusals
            )


@few
@given(history=histories, holdings=worlds, are_one=st.booleans())
def test_every_permission_rests_on_a_grant_that_no_refusal_outlives(
    models: ConsentModels, history: list[Decision], holdings: Holdings, are_one: bool
) -> None:
    check_permissions_rest_on_grants(models, history, holdings, ONE if are_one else APART)


@few
@given(history=histories, holdings=worlds)
def test_a_merge_permits_only_what_each_part_that_had_decided_permitted(
    models: ConsentModels, history: list[Decision], holdings: Holdings
) -> None:
    check_merge(models, history, holdings)


@few
@given(history=histories, holdings=worlds)
def test_a_split_gives_each_part_what_it_decided_itself(
    models: ConsentModels, history: list[Decision], holdings: Holdings
) -> None:
    states = models.states(history, holdings, APART)
    for person in PEOPLE:
        alone = [d for d in history if made_by(d, holdings, APART) == person]
        if len(alone) == len(history):
            continue
        own = models.states(alone, holdings, APART)
        for channel in CHANNELS:
            # Another's decision can end a permission here, but never give one.
            assert own.get((person, channel), False) >= states.get((person, channel), False)


@few
@given(history=histories, holdings=worlds, earlier=days, later=days)
def test_time_alone_permits_nothing(
    models: ConsentModels, history: list[Decision], holdings: Holdings, earlier: int, later: int
) -> None:
    earlier, later = sorted((earlier, later))
    before = models.states(history, holdings, APART, earlier)
    after = models.states(history, holdings, APART, later)
    for (customer, channel), is_granted in after.items():
        if is_granted and not before.get((customer, channel), False):
            assert any(
                decision.is_granted
                and earlier < decision.day <= later
                and about(decision, channel)
                and made_by(decision, holdings, APART) == customer
                for decision in history
            )


@few
@given(history=histories, holdings=worlds, refusal=decisions)
def test_a_refusal_more_raises_nobody(
    models: ConsentModels, history: list[Decision], holdings: Holdings, refusal: Decision
) -> None:
    before = models.states(history, holdings, APART)
    after = models.states([*history, replace(refusal, is_granted=False)], holdings, APART)

    assert all(before.get(key, False) for key, is_granted in after.items() if is_granted)


@few
@given(data=st.data(), history=histories, holdings=worlds)
def test_order_and_repetition_of_delivery_change_nothing(
    models: ConsentModels, data: st.DataObject, history: list[Decision], holdings: Holdings
) -> None:
    repeated = data.draw(st.lists(st.sampled_from(history), max_size=3)) if history else []
    shuffled = data.draw(st.permutations([*history, *repeated]))

    assert models.states(shuffled, holdings, ONE) == models.states(history, holdings, ONE)


def test_a_newer_grant_elsewhere_does_not_answer_a_refusal(models: ConsentModels) -> None:
    holdings = {"p1": Holding("anna"), "p2": Holding("bruno")}
    refused_then_granted = [Decision("p1", 1, is_granted=False), Decision("p2", 2, is_granted=True)]
    asked_again = [*refused_then_granted, Decision("p1", 3, is_granted=True)]

    assert models.states(refused_then_granted, holdings, ONE) == {("anna", "email"): False}
    assert models.states(asked_again, holdings, ONE) == {("anna", "email"): True}
    assert models.states(asked_again, holdings, ONE, moment=2) == {("anna", "email"): False}


def the_most_lenient_wins(sql: str) -> str:
    """Let one permission stand against every refusal given elsewhere."""
    strict = "case when decisions.decision = 'denied' then 0 else 1 end"
    return sql.replace(strict, strict.replace("'denied'", "'granted'"))


def the_grant_comes_last(sql: str) -> str:
    """Let the permission win at the same instant."""
    strict = "case when decision = 'denied' then 1 else 0 end asc"
    return sql.replace(strict, strict.replace("'denied'", "'granted'"))


def anybody_answers_a_refusal(sql: str) -> str:
    """Let the next holder's permission end the refusal of the one before."""
    return sql.replace("else next_of_same_customer_at", "else next_at")


def a_grant_stays_when_its_address_passes_on(sql: str) -> str:
    """Let a permission outlive the possession of the address it was given for."""
    return sql.replace("case when decision = 'granted' then passes_on_at end", "null")


@pytest.mark.parametrize(
    ("mistake", "history", "holdings"),
    [
        (
            the_most_lenient_wins,
            [Decision("p1", 1, is_granted=False), Decision("p2", 1, is_granted=True)],
            {"p1": Holding("anna"), "p2": Holding("bruno")},
        ),
        (
            the_grant_comes_last,
            [Decision("p1", 1, is_granted=False), Decision("p1", 1, is_granted=True)],
            {"p1": Holding("anna")},
        ),
        (
            anybody_answers_a_refusal,
            [
                Decision("p1", 1, is_granted=False),
                Decision("p1", 5, is_granted=True),
                Decision("p2", 1, is_granted=True),
            ],
            {"p1": Holding("anna", "carla", 3), "p2": Holding("anna")},
        ),
    ],
)
def test_the_properties_fail_when_the_rule_is_turned_round(
    mistake: Callable[[str], str],
    history: list[Decision],
    holdings: Holdings,
    models: ConsentModels,
) -> None:
    check_permissions_rest_on_grants(models, history, holdings, ONE)
    check_merge(models, history, holdings)
    with pytest.raises(AssertionError):
        check_permissions_rest_on_grants(ConsentModels(mistake), history, holdings, ONE)


def test_a_permission_for_an_address_that_passed_on_is_nobodys(models: ConsentModels) -> None:
    holdings = {"p1": Holding("anna", "carla", 3)}
    history = [Decision("p1", 1, is_granted=True)]

    assert models.states(history, holdings, APART) == {}
    assert models.states(history, holdings, APART, moment=2) == {("anna", "email"): True}
    lenient = ConsentModels(a_grant_stays_when_its_address_passes_on)
    assert lenient.states(history, holdings, APART, AS_OF_DAY) == {("anna", "email"): True}
