"""The questions a survey may put, how likely they are refused, and what people would answer."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from orchestration.lib.simulation import names
from orchestration.lib.simulation.arrays import Bits, Bools, Floats, Ints
from orchestration.lib.simulation.buying import CHANNELS
from orchestration.lib.simulation.catalogue import (
    BRANDS,
    CATEGORIES,
    CLOTHING_SIZES,
    COLOURS,
    SHOE_SIZES,
)
from orchestration.lib.simulation.clock import DAY
from orchestration.lib.simulation.geography import STORE_IDS, TOWNS, nearest_stores
from orchestration.lib.simulation.people import People
from orchestration.lib.simulation.world import World


@dataclass(frozen=True)
class Question:
    """A question, how personal it is from 1 to 5, and how often it is put."""

    question_id: str
    sensitivity: float
    weight: float
    topic: str | None = None


QUESTIONS = (
    Question("q_sex", 1.5, 2.0),
    Question("q_birth_date", 2.0, 3.0),
    Question("q_postcode", 1.5, 2.0),
    Question("q_family_situation", 3.2, 1.5),
    Question("q_children_count", 3.0, 1.5),
    Question("q_csp", 3.0, 1.5),
    Question("q_household_income", 4.6, 1.5),
    Question("q_shoe_size", 1.0, 3.0, "/running-shoes"),
    Question("q_favourite_brand", 1.0, 2.0),
    Question("q_favourite_category", 1.0, 2.0),
    Question("q_favourite_colour", 1.0, 1.0),
    Question("q_sport", 1.2, 2.0),
    Question("q_running_frequency", 1.4, 2.0, "/running-shoes"),
    Question("q_preferred_channel", 1.2, 1.0),
    Question("q_preferred_hour", 1.4, 1.0),
    Question("q_preferred_store", 1.3, 1.0),
    Question("q_gift_buying", 1.6, 1.0),
    Question("q_near_one_birthday", 2.6, 1.0),
    Question("q_newsletter_frequency", 1.0, 2.0),
    Question("q_clothing_size", 1.3, 2.0, "/jackets"),
    Question("q_style", 1.2, 1.0),
    Question("q_budget", 2.4, 1.0),
    Question("q_sustainability", 1.4, 1.0),
    Question("q_satisfaction", 1.0, 3.0),
)


_SPORTS = ("running", "marche", "football", "tennis", "yoga", "aucun")


def refusal_probability(sensitivity: Floats, willingness: Floats) -> Floats:
    """Return how likely a person is to refuse.

    On average it is 0.021 times the sensitivity to the power 1.75: income (4.6) is so refused
    four times as often as the birth date (2.0).
    """
    return np.clip(0.021 * sensitivity**1.75 * np.exp(-0.5 * willingness - 0.125), 0.0, 0.95)


def answer_probability(sensitivity: Floats, willingness: Floats) -> Floats:
    """Return how likely a person who does not refuse is to answer rather than to ignore."""
    return 1.0 / (1.0 + np.exp(-(0.9 - 0.25 * sensitivity + 0.8 * willingness)))


def answers_of(world: World, question: Ints, row: Ints, key: Bits, moment: Ints) -> pa.Array:
    """Return what each person would answer, question by question."""
    people, draws = world.people, world.draws
    town = people.town_at(row, moment)
    nearest = np.array(nearest_stores())
    some = draws.below(1000, "answer", key)

    def birth(rows: Ints, people: People) -> pa.Array:
        return pc.strftime(pa.array(people.birth_day[rows] * DAY, pa.timestamp("ms")), "%Y-%m-%d")

    def listed(values: tuple[str, ...] | list[str], which: Ints) -> Callable[[Bools], pa.Array]:
        return lambda mask: pa.array(values).take(pa.array(which[mask]))

    makers: dict[str, Callable[[Bools], pa.Array]] = {
        "q_sex": listed(["male", "female"], people.is_woman[row].astype(np.int64)),
        "q_birth_date": lambda mask: birth(row[mask], people),
        "q_postcode": listed([known.postcode for known in TOWNS], town),
        "q_family_situation": listed(names.FAMILY_SITUATIONS, people.family[row]),
        "q_children_count": lambda mask: pc.cast(pa.array(people.children[row[mask]]), pa.string()),
        "q_csp": listed(names.PROFESSIONS, people.profession[row]),
        "q_household_income": listed(["<20000", "20000-35000", "35000-60000", ">60000"], some % 4),
        "q_shoe_size": listed(SHOE_SIZES, people.shoe[row]),
        "q_favourite_brand": listed(BRANDS, people.brand[row]),
        "q_favourite_category": listed(CATEGORIES, people.category[row]),
        "q_favourite_colour": listed(COLOURS, people.colour[row]),
        "q_sport": listed(_SPORTS, people.ids[row] * 7 % len(_SPORTS)),
        "q_running_frequency": listed(["jamais", "mensuel", "hebdomadaire", "quotidien"], some % 4),
        "q_preferred_channel": listed(CHANNELS, people.channel[row]),
        "q_preferred_hour": lambda mask: pc.cast(
            pa.array(people.hour[row[mask]].astype(np.int64)), pa.string()
        ),
        "q_preferred_store": listed(STORE_IDS, nearest[town]),
        "q_gift_buying": listed(["oui", "non"], some % 2),
        "q_near_one_birthday": lambda mask: pc.strftime(
            pa.array(people.birth_day[row[mask]] * DAY + 97 * DAY, pa.timestamp("ms")), "%m-%d"
        ),
        "q_newsletter_frequency": listed(["hebdomadaire", "mensuelle", "jamais"], some % 3),
        "q_clothing_size": listed(CLOTHING_SIZES, people.clothing[row]),
        "q_style": listed(["sport", "urbain", "classique", "nature"], some % 4),
        "q_budget": listed(["<50", "50-100", "100-200", ">200"], some % 4),
        "q_sustainability": listed(["1", "2", "3", "4", "5"], some % 5),
        "q_satisfaction": listed(["1", "2", "3", "4", "5"], np.minimum(some % 7, 4)),
    }
    pieces, places = [], []
    for position, entry in enumerate(QUESTIONS):
        mask = question == position
        pieces.append(makers[entry.question_id](mask))
        places.append(np.flatnonzero(mask))
    where = np.concatenate(places)
    back = np.empty(len(where), dtype=np.int64)
    back[where] = np.arange(len(where))
    return pa.concat_arrays(pieces).take(back)
