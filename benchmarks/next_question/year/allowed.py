"""The hard rules over the arrays of the simulated world, for the policies that keep them.

They are written for the people of `calendar` and hold for a question at a visit: the channel is
that of the visit. The rule on sure guesses is not among them; only the engine guesses.
"""

from dataclasses import dataclass

import numpy as np

from benchmarks.next_question.year.calendar import PAST
from benchmarks.next_question.year.people import Catalogue, Ints, seed_rows
from benchmarks.next_question.year.responses import CHANNELS, STAGES
from benchmarks.next_question.year.world import NEVER, Bools, World

_CONSENT = {"profiling": 0, "personalisation": 1, "marketing": 2}


@dataclass(frozen=True)
class Rules:
    """The catalogue's columns as arrays over the questions."""

    catalogue: Catalogue
    limits: dict[str, float]
    prerequisites: tuple[dict[str, str], ...]

    def column(self, name: str, missing: int = 0) -> Ints:
        """A column of whole numbers, over the questions."""
        return np.array([int(row[name] or missing) for row in self.catalogue.questions])

    def holds(self, name: str, value: str) -> Bools:
        """(questions,) whether a list of the catalogue names a value or any."""
        return np.array(
            [
                row[name] == "any" or value in row[name].split("|")
                for row in self.catalogue.questions
            ]
        )


def read_rules(catalogue: Catalogue) -> Rules:
    """Read the limits and prerequisites of the seeds."""
    limits = {row["limit_name"]: float(row["limit_value"]) for row in seed_rows("question_limits")}
    return Rules(catalogue, limits, seed_rows("question_prerequisites"))


def is_known(world: World, rules: Rules, rows: Ints) -> Bools:
    """(rows, questions) whether something is known that has not expired."""
    expiry = rules.column("expiry_days", missing=100_000)
    told = world.known_day[rows]
    fresh: Bools = (told > NEVER) & (world.day - told <= expiry)
    return fresh | world.setting.calendar.known_before[rows]


def allowed(world: World, rules: Rules, rows: Ints, channel: Ints) -> Bools:
    """Return (rows, questions) whether the hard rules let a question be put at a visit.

    Args:
        world: The world on its day.
        rules: The catalogue's rules.
        rows: Who visits.
        channel: (rows,) where.
    """
    setting, limits = world.setting, rules.limits
    calendar, day = setting.calendar, world.day
    stage = calendar.stages(day)[rows]
    level = world.levels()[rows]
    fits_stage = np.stack([rules.holds("stages", name) for name in STAGES])[stage]
    fits_channel = np.stack([rules.holds("channels", name) for name in CHANNELS])[channel]
    may_write = (channel != CHANNELS.index("email")) | calendar.consents[rows, 2]
    purposes = [_CONSENT[row["purpose"]] for row in rules.catalogue.questions]
    consents = calendar.consents[rows].copy()
    consents[:, 2] |= consents[:, 3]
    last = world.asked[rows, : PAST + day]
    peace = int(limits["min_days_between_asks"])
    is_left_in_peace = last[:, -peace:].sum(axis=1) > 0
    too_often = last[:, -30:].sum(axis=1) + 1 > limits["max_asks_per_30_days"]
    cooling = day - world.unanswered_day[rows] <= rules.column("cooldown_days")
    reach = level + limits["generality_above_understanding"]
    trusted = (level[:, None] >= rules.column("min_understanding_level")) & (
        rules.column("generality")[None, :] <= reach[:, None]
    )
    person = may_write & ~calendar.has_objected[rows] & ~is_left_in_peace & ~too_often
    is_active = np.array([row["is_active"] == "true" for row in rules.catalogue.questions])
    result: Bools = (
        person[:, None]
        & is_active[None, :]
        & fits_stage
        & fits_channel
        & consents[:, purposes]
        & trusted
        & ~cooling
        & ~is_known(world, rules, rows)
        & _opened(world, rules, rows)
        & _in_context(world, rules, rows)
    )
    return result


def _opened(world: World, rules: Rules, rows: Ints) -> Bools:
    catalogue = rules.catalogue
    result = np.ones((len(rows), len(catalogue.ids)), dtype=bool)
    for row in rules.prerequisites:
        place = catalogue.attributes.index(row["attribute_name"])
        known = world.known[rows, place]
        listed = row["attribute_values"].split("|")
        codes = [code for code, value in enumerate(catalogue.values[place]) if value in listed]
        among = np.isin(known, codes)
        holds = {"known": known >= 0, "is": among, "is_not": ~among}[row["condition"]]
        result[:, catalogue.ids.index(row["question_id"])] &= holds
    return result


def _in_context(world: World, rules: Rules, rows: Ints) -> Bools:
    catalogue = rules.catalogue
    result = np.ones((len(rows), len(catalogue.ids)), dtype=bool)
    place = catalogue.attributes.index("favourite_category")
    categories = catalogue.values[place]
    now = PAST + world.day
    memory = int(rules.limits["context_memory_days"])
    late = world.setting.calendar.viewed[rows, now - memory : now]
    for question, row in enumerate(catalogue.questions):
        if row["contexts"] != "any":
            codes = [categories.index(one) for one in row["contexts"].split("|")]
            result[:, question] = np.isin(late, codes).any(axis=1)
    return result
