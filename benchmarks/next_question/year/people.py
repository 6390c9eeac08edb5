"""Simulated people: what they would answer, how willing they are, and what kinds of them there are.

Everybody is of one kind, a combination of six traits. A kind says how likely every value of every
attribute is, and given the kind the attributes are independent, so that what an ideal reader would
make of any answers can be computed exactly (`knowledge`). Everything here is invented.
"""

import csv
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.next_question.warehouse import RULES
from orchestration.lib.simulation.catalogue import BRANDS, CATEGORIES
from orchestration.lib.simulation.geography import STORE_IDS, TOWNS

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Row = dict[str, str]

TRAITS = {"sporty": 2, "life": 3, "means": 3, "taste": 2, "build": 2, "town": 5}
# Which traits an attribute follows, and how strongly.
LEANINGS: dict[str, dict[str, float]] = {
    "favourite_category": {"sporty": 1.6, "taste": 1.0},
    "preferred_channel": {"taste": 1.0, "life": 0.6},
    "newsletter_frequency": {"taste": 0.8},
    "preferred_hour": {"life": 1.0},
    "preferred_store": {"town": 3.0},
    "postcode": {"town": 4.0},
    "sex": {"build": 3.0},
    "clothing_size": {"build": 1.5},
    "shoe_size": {"build": 1.8},
    "favourite_brand": {"sporty": 1.0, "means": 1.0},
    "favourite_colour": {"taste": 1.0},
    "style": {"taste": 1.4, "sporty": 1.0},
    "sport": {"sporty": 2.2},
    "running_frequency": {"sporty": 2.2},
    "budget": {"means": 1.8},
    "sustainability": {"taste": 0.8},
    "gift_buying": {"life": 1.2},
    "birth_date": {"life": 1.6},
    "children_count": {"life": 2.2},
    "family_situation": {"life": 2.5},
    "csp": {"means": 1.5},
    "household_income": {"means": 1.8},
    "satisfaction": {"taste": 0.5},
}
_BIRTH_DATES = tuple(f"{year}-06-15" for year in range(1940, 2010, 10))


@dataclass(frozen=True)
class Catalogue:
    """The questions of the seeds, and the values that their attributes have here."""

    questions: tuple[Row, ...]
    uses: tuple[Row, ...]
    values: tuple[tuple[str, ...], ...]

    @property
    def ids(self) -> list[str]:
        """The questions' names, in the order of all arrays."""
        return [row["question_id"] for row in self.questions]

    @property
    def attributes(self) -> list[str]:
        """The attributes' names, in the order of the questions that fill them."""
        return [row["attribute_name"] for row in self.questions]


@dataclass(frozen=True)
class People:
    """Everybody, and what is true of them.

    Attributes:
        values: (people, attributes) codes of what each would answer.
        willingness: (people,) how readily each answers, standard normal.
        likelihood: For each attribute, (kinds, values) probabilities.
        kind_weights: (kinds,) shares of the kinds.
    """

    values: Ints
    willingness: Floats
    likelihood: tuple[Floats, ...]
    kind_weights: Floats

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.willingness)


def seed_rows(name: str, rules: Path = RULES) -> tuple[Row, ...]:
    """The rows of a seed of rules, as text."""
    with (rules / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


def read_catalogue() -> Catalogue:
    """Read the questions and their uses, and give every attribute its values."""
    questions, offered = seed_rows("questions"), seed_rows("question_options")
    values = tuple(_values(row, offered) for row in questions)
    return Catalogue(questions, seed_rows("question_uses"), values)


def simulate_people(catalogue: Catalogue, count: int, *, world: int, seed: int) -> People:
    """Draw people.

    Args:
        catalogue: The questions.
        count: How many people.
        world: The seed of what holds for everybody: what the kinds are like.
        seed: The seed of who is drawn.
    """
    likelihood, weights = _kinds(catalogue, np.random.default_rng(world))
    random = np.random.default_rng([world, seed])
    kind = random.choice(len(weights), size=count, p=weights)
    values = np.empty((count, len(likelihood)), dtype=np.int64)
    for column, probabilities in enumerate(likelihood):
        steps = np.cumsum(probabilities[kind], axis=1)
        values[:, column] = (random.random((count, 1)) > steps[:, :-1]).sum(axis=1)
    return People(values, random.standard_normal(count), likelihood, weights)


def _kinds(catalogue: Catalogue, random: np.random.Generator) -> tuple[tuple[Floats, ...], Floats]:
    levels = np.array(list(product(*(range(count) for count in TRAITS.values()))))
    names = list(TRAITS)
    shares = {name: random.dirichlet(np.full(count, 8.0)) for name, count in TRAITS.items()}
    weights = np.prod([shares[name][levels[:, place]] for place, name in enumerate(names)], axis=0)
    likelihood = []
    for attribute, values in zip(catalogue.attributes, catalogue.values, strict=True):
        logits = np.tile(random.normal(0.0, 0.4, len(values)), (len(levels), 1))
        for trait, strength in LEANINGS.get(attribute, {}).items():
            pulls = random.normal(0.0, strength, (TRAITS[trait], len(values)))
            logits += pulls[levels[:, names.index(trait)]]
        odds = np.exp(logits)
        likelihood.append(odds / odds.sum(axis=1, keepdims=True))
    return tuple(likelihood), weights


def _values(question: Row, offered: tuple[Row, ...]) -> tuple[str, ...]:
    """The values that an attribute has here: those offered, or some of an open answer."""
    values = [
        row["option_value"] for row in offered if row["question_id"] == question["question_id"]
    ]
    return (
        tuple(values)
        or {
            "favourite_category": CATEGORIES,
            "favourite_brand": BRANDS,
            "preferred_store": tuple(STORE_IDS[:10]),
            "postcode": tuple(dict.fromkeys(town.postcode for town in TOWNS))[:15],
            "birth_date": _BIRTH_DATES,
            "near_one_birthday": tuple(f"{month:02d}-15" for month in range(1, 13)),
        }[question["attribute_name"]]
    )
