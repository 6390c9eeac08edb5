"""One customer, one message, each occasion once, never without consent, never above a limit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.activation.message_world import (
    LIMITS,
    TRIGGERS,
    Campaign,
    Message,
    MessageModels,
    Occasion,
    Person,
    World,
)

PEOPLE = ("anna", "bruno")
CHANNELS = ("email", "sms")
LAST_DAY = 14
RESTS = {trigger: rest for trigger, _, _, _, rest, _ in TRIGGERS if rest is not None}
CAPPED = {trigger for trigger, *_, is_capped in TRIGGERS if is_capped}
PURPOSES = {trigger: purpose for trigger, _, _, purpose, *_ in TRIGGERS}
PRIORITIES = {trigger: priority for trigger, priority, *_ in TRIGGERS}

days = st.integers(min_value=0, max_value=LAST_DAY)
# Most people agree to all, so that there is something to hold back.
sets_of_channels = st.sampled_from([frozenset(CHANNELS)] * 3 + [frozenset({"sms"}), frozenset()])
people = st.builds(
    Person,
    granted=sets_of_channels,
    reachable=sets_of_channels,
    can_personalise=st.sampled_from([True, True, False]),
    objects=st.sampled_from([False, False, False, True]),
    is_waiting=st.sampled_from([False, False, False, True]),
    pace=st.sampled_from([None, None, None, "never"]),
)
occasions = st.builds(
    Occasion,
    customer=st.sampled_from(PEOPLE),
    trigger=st.sampled_from([trigger for trigger, *_ in TRIGGERS]),
    key=st.sampled_from("abc"),
    opens_on=days,
    open_days=st.integers(min_value=1, max_value=LAST_DAY),
)
campaigns = st.builds(
    Campaign, customer=st.sampled_from(PEOPLE), channel=st.sampled_from(CHANNELS), day=days
)
worlds = st.builds(
    World,
    people=st.fixed_dictionaries(dict.fromkeys(PEOPLE, people)),
    occasions=st.lists(
        occasions, max_size=7, unique_by=lambda found: (found.customer, found.trigger, found.key)
    ).map(tuple),
    campaigns=st.lists(campaigns, max_size=3).map(tuple),
    days=st.lists(days, min_size=1, max_size=4).map(tuple),
)
forward = worlds.map(lambda world: replace(world, days=tuple(sorted(world.days))))
some = settings(max_examples=25, deadline=None)


@pytest.fixture(scope="module")
def models() -> MessageModels:
    return MessageModels()


def run_all(models: MessageModels, world: World, order: int = 0) -> list[list[Message]]:
    """What each of the world's runs chooses."""
    models.enter(world, order)
    return [models.run(number) for number in world.days]


def crowded(log: list[Message], campaigns: tuple[Campaign, ...], world: World) -> Iterator[str]:
    """The messages with which a customer had more than a limit allows."""
    contacts = [(m.customer, m.channel, m.day) for m in log if m.trigger in CAPPED]
    contacts += [(c.customer, c.channel, c.day) for c in campaigns]
    for message in log:
        for limit, channel, window, most, pace in LIMITS:
            if pace not in (None, world.people[message.customer].pace):
                continue
            if message.trigger not in CAPPED or channel not in ("any", message.channel):
                continue
            count = sum(
                who == message.customer
                and channel in ("any", where)
                and message.day - window < when <= message.day
                for who, where, when in contacts
            )
            if count > most:
                yield f"{message} is above {limit}: {count}"


def without_leave(log: list[Message], world: World) -> Iterator[str]:
    """The messages that somebody did not agree to, or that came at the wrong time."""
    opened = {(o.customer, o.trigger, o.key): o for o in world.occasions}
    for message in log:
        person = world.people[message.customer]
        occasion = opened[message.customer, message.trigger, message.key]
        if message.channel not in person.granted & person.reachable or person.objects:
            yield f"{message} is not agreed to"
        if PURPOSES[message.trigger] == "personalisation" and not person.can_personalise:
            yield f"{message} is too personal"
        if person.is_waiting:
            yield f"{message} goes to somebody who waits for an answer"
        if not occasion.opens_on <= message.day < occasion.opens_on + occasion.open_days:
            yield f"{message} is too early or too late"


def repeated(log: list[Message]) -> Iterator[str]:
    """Messages too many of a run, occasions told twice, triggers that did not rest."""
    runs = Counter((m.customer, m.day) for m in log)
    yield from (f"{count} messages in one run: {run}" for run, count in runs.items() if count > 1)
    told = Counter((m.customer, m.trigger, m.key) for m in log)
    yield from (f"told {count} times: {what}" for what, count in told.items() if count > 1)
    for one in log:
        for other in log:
            is_same = (one.customer, one.trigger) == (other.customer, other.trigger)
            if is_same and 0 < other.day - one.day < RESTS.get(one.trigger, 0):
                yield f"{other} comes too soon after {one}"


def violations(models: MessageModels, world: World) -> list[str]:
    """Everything that is wrong with what a world's runs choose, in the order of its days."""
    runs = run_all(models, world)
    log = models.log()
    is_forward = list(world.days) == sorted(world.days)
    found = [*without_leave(log, world), *repeated(log)]
    # A run for an earlier day cannot know the campaigns that came after it.
    found += crowded(log, world.campaigns if is_forward else (), world)
    found += [
        f"{customer} gets {count} messages"
        for run in runs
        for customer, count in Counter(message.customer for message in run).items()
        if count > 1
    ]
    found += [
        f"day {number} gives {first} and then {second}"
        for number, first in dict(zip(world.days, runs, strict=True)).items()
        for second in [models.run(number)]
        if first != second
    ]
    if models.log() != log:
        found.append("repeated runs have written to the log")
    return found


@some
@given(world=forward)
def test_runs_that_follow_each_other_keep_every_rule(models: MessageModels, world: World) -> None:
    assert violations(models, world) == []


@some
@given(world=worlds)
def test_runs_in_any_order_keep_every_rule(models: MessageModels, world: World) -> None:
    assert violations(models, world) == []


@some
@given(world=worlds, order=st.integers(min_value=1, max_value=99))
def test_the_order_of_rows_chooses_nothing(models: MessageModels, world: World, order: int) -> None:
    assert run_all(models, world) == run_all(models, world, order)


@some
@given(world=forward)
def test_the_first_run_leaves_nobody_out_whom_nothing_stands_against(
    models: MessageModels, world: World
) -> None:
    """Without campaigns, the message is of the lowest number among what is open and agreed to."""
    world = replace(world, campaigns=(), days=world.days[:1])
    (run,) = run_all(models, world)
    expected: dict[str, str] = {}
    for occasion in world.occasions:
        person, today = world.people[occasion.customer], world.days[0]
        channels = next(row[2] for row in TRIGGERS if row[0] == occasion.trigger).split("|")
        is_paced = person.pace == "never" and occasion.trigger in CAPPED
        open_channels = (person.granted & person.reachable & set(channels)) - (
            {"email"} if is_paced else set()
        )
        if (
            open_channels
            and not person.objects
            and not person.is_waiting
            and (person.can_personalise or PURPOSES[occasion.trigger] == "marketing")
            and occasion.opens_on <= today < occasion.opens_on + occasion.open_days
        ):
            best = expected.get(occasion.customer, occasion.trigger)
            expected[occasion.customer] = min(best, occasion.trigger, key=PRIORITIES.__getitem__)

    assert {message.customer: message.trigger for message in run} == expected
