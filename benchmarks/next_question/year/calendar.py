"""What simulated people do whatever they are asked: visits, orders, stages and tastes shown.

It is drawn once, so that every policy meets the same people at the same moments (common random
numbers). Day 0 is the first day of the simulation; a year of history lies before it.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from benchmarks.next_question.year.people import Catalogue, Floats, Ints, People
from benchmarks.next_question.year.responses import STAGES

PAST = 365
_CHANNEL_SHARES = (0.45, 0.25, 0.12, 0.18)
# The attributes whose taste is shown, and by which preference of the warehouse.
SHOWN = {
    "favourite_category": "category",
    "favourite_brand": "brand",
    "clothing_size": "size",
    "shoe_size": "size",
    "favourite_colour": "colour",
    "preferred_channel": "channel",
}
# How often a sign is the person's own taste; otherwise it is anybody's.
TRUE_SIGNS = 0.55


@dataclass(frozen=True)
class Calendar:
    """The days of everybody, the past first: column `PAST + day` is a day of the simulation.

    Attributes:
        channel: (people, days) where each visits, a number of `responses.CHANNELS`; -1 = nowhere.
        has_ordered: (people, days) whether an order was made at the visit.
        viewed: (people, days) the category looked at; -1 = none.
        signs: For each attribute of `SHOWN`, (people, days) the value shown that day; -1 = none.
        response: (people, days) uniform numbers that decide what becomes of an ask.
        consents: (people, 4) can_profile, can_personalise, can_email, can_sms.
        has_objected: (people,) objected to profiling.
        is_promoter: (people,) would recommend.
        known_before: (people, attributes) known from elsewhere at the start.
    """

    channel: npt.NDArray[np.int8]
    has_ordered: npt.NDArray[np.bool_]
    viewed: npt.NDArray[np.int8]
    signs: dict[str, npt.NDArray[np.int8]]
    response: Floats
    consents: npt.NDArray[np.bool_]
    has_objected: npt.NDArray[np.bool_]
    is_promoter: npt.NDArray[np.bool_]
    known_before: npt.NDArray[np.bool_]

    @cached_property
    def orders_so_far(self) -> Ints:
        """(people, days + 1) orders before each day."""
        return _so_far(self.has_ordered)

    @cached_property
    def visits_so_far(self) -> Ints:
        """(people, days + 1) visits before each day."""
        return _so_far(self.channel >= 0)

    def last_seen(self, channel: int, day: int) -> Ints:
        """Return (people,) days since the last visit by a channel before a day; -1 if none."""
        past = self.channel[:, : PAST + day] == channel
        since = past[:, ::-1].argmax(axis=1) + 1
        return np.where(past.any(axis=1), since, -1)

    def stages(self, day: int) -> Ints:
        """Return (people,) the lifecycle stage in the morning of a day."""
        now = PAST + day
        orders, visits = self.orders_so_far, self.visits_so_far
        year, ever = orders[:, now] - orders[:, max(now - 365, 0)], orders[:, now]
        seen_lately = visits[:, now] > visits[:, max(now - 180, 0)]
        conditions = [
            (year >= 4) & self.is_promoter,
            year >= 3,
            year >= 1,
            ~seen_lately,
            ever >= 1,
            visits[:, now] >= 3,
        ]
        names = ["advocate", "loyal", "active_buyer", "inactive", "defector", "interest"]
        return np.select(
            conditions, [STAGES.index(name) for name in names], STAGES.index("awareness")
        )


def draw_calendar(
    catalogue: Catalogue, people: People, days: int, *, seed: tuple[int, ...]
) -> Calendar:
    """Draw the past year and the days of the simulation."""
    random = np.random.default_rng(seed)
    shape = (people.count, PAST + days)
    rate = np.clip(random.gamma(1.5, 0.05, people.count), 0.003, 0.5)
    visits = random.random(shape) < rate[:, None]
    begins = random.integers(0, PAST, people.count)
    visits &= np.arange(shape[1])[None, :] >= begins[:, None]
    channel = random.choice(len(_CHANNEL_SHARES), size=shape, p=_CHANNEL_SHARES).astype(np.int8)
    channel[~visits] = -1
    has_ordered = (channel >= 0) & (random.random(shape) < random.beta(2, 8, (people.count, 1)))
    looks = (channel == 0) | (channel == 1)
    signs = {
        name: _signs(people, catalogue.attributes.index(name), has_ordered, random)
        for name in SHOWN
    }
    viewed = _signs(people, catalogue.attributes.index("favourite_category"), looks, random)
    elsewhere = {"postcode": 0.3, "sex": 0.4, "birth_date": 0.25}
    known = np.stack(
        [random.random(people.count) < elsewhere.get(name, 0.0) for name in catalogue.attributes],
        axis=1,
    )
    agreed = random.random((people.count, 4)) < np.array([0.9, 0.92, 0.75, 0.35])
    return Calendar(
        channel=channel,
        has_ordered=has_ordered,
        viewed=viewed,
        signs=signs,
        response=random.random(shape),
        consents=agreed,
        has_objected=random.random(people.count) < 0.03,
        is_promoter=random.random(people.count) < 0.3,
        known_before=known,
    )


def _signs(
    people: People, attribute: int, moments: npt.NDArray[np.bool_], random: np.random.Generator
) -> npt.NDArray[np.int8]:
    anybody = random.integers(0, people.count, moments.shape)
    value = people.values[:, attribute]
    is_own = random.random(moments.shape) < TRUE_SIGNS
    shown = np.where(is_own, value[:, None], value[anybody]).astype(np.int8)
    shown[~moments] = -1
    return shown


def _so_far(events: npt.NDArray[np.bool_]) -> Ints:
    sums = np.zeros((events.shape[0], events.shape[1] + 1), dtype=np.int64)
    np.cumsum(events, axis=1, out=sums[:, 1:])
    return sums
