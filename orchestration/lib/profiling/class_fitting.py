"""Latent classes found by expectation-maximisation, set-wise in numpy.

Each iteration gives every person's shares of the classes, then every class's weights and
probabilities by those shares; the likelihood never falls (Dempster, Laird & Rubin 1977, JRSS B 39).
Of several short starts the best one is run to its end (Biernacki, Celeux & Govaert 2003, CSDA 41).
Every class is drawn towards the distribution of all by a Dirichlet prior worth `smoothing` people,
so that no value is ever impossible. People who are alike are one row with a weight.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from orchestration.lib.profiling.latent_classes import (
    Array,
    Codes,
    LatentClasses,
    check_codes,
    normalise,
)

_START_ROWS = 4_000
_START_ITERATIONS = 12


@dataclass(frozen=True)
class Fit:
    """A fitted model, and how it was reached.

    Attributes:
        classes: The model.
        objective: Log likelihood plus log prior after each iteration of the last run, never lower
            than before (up to rounding).
    """

    classes: LatentClasses
    objective: tuple[float, ...]


def fit_latent_classes(
    codes: Codes,
    value_counts: Sequence[int],
    class_count: int,
    *,
    seed: int = 0,
    restarts: int = 6,
    smoothing: float = 2.0,
    iterations: int = 150,
) -> Fit:
    """Fit K classes; the order of the people does not matter, and one seed gives one result.

    Args:
        codes: (people, attributes) numbers of values from 0; -1 = not known.
        value_counts: How many values each attribute has; they may be more than were seen. An
            attribute nobody answered comes out even over its values, in every class.
        class_count: K, at least 1.
        seed: Of the random starts.
        restarts: Short starts, each from people picked at random as the seeds of the classes.
        smoothing: How many people the prior is worth in each class.
        iterations: At most so many in the last run; it stops when nothing more is gained.

    Raises: ValueError for codes that do not fit the value counts, nobody to learn from, no
        attribute, less than one class, or no smoothing.
    """
    check_codes(codes, value_counts)
    if not codes.size:
        raise ValueError("There is nobody, or nothing, to learn from.")
    if class_count < 1 or smoothing <= 0:
        raise ValueError("A model has at least one class, and some smoothing.")
    rows, counts = np.unique(codes, axis=0, return_counts=True)
    data = _Data.of(rows, counts.astype(float), value_counts, smoothing)
    random = np.random.default_rng(seed)
    few = data
    if len(rows) > _START_ROWS:
        picked = np.sort(random.choice(len(rows), _START_ROWS, replace=False))
        few = data.part(picked)
    starts = [
        _climb(few, *_start(few, class_count, random), _START_ITERATIONS)
        for _ in range(restarts if class_count > 1 else 1)
    ]
    best = max(starts, key=lambda start: start[2][-1])
    weights, table, objective = _climb(data, best[0], best[1], iterations)
    order = np.lexsort((table[:, 0], -weights))
    columns = np.cumsum([0, *value_counts])
    tables = tuple(np.ascontiguousarray(table[order, low:high]) for low, high in pairwise(columns))
    return Fit(LatentClasses(weights[order], tables), tuple(objective))


@dataclass(frozen=True)
class _Data:
    """Distinct rows as indicators (R, all values), how many people each stands for, the prior."""

    indicators: Array
    counts: Array
    attribute_of: npt.NDArray[np.int64]
    prior: Array

    @classmethod
    def of(
        cls, rows: Codes, counts: Array, value_counts: Sequence[int], smoothing: float
    ) -> "_Data":
        attribute_of = np.repeat(np.arange(len(value_counts)), value_counts)
        value_of = np.concatenate([np.arange(count) for count in value_counts])
        indicators = (rows[:, attribute_of] == value_of).astype(float)
        # The distribution of all, where every value was seen half a time more than it was.
        seen = counts @ indicators + 0.5
        prior = smoothing * seen / _per_attribute(seen[None], attribute_of)[0]
        return cls(indicators, counts, attribute_of, prior)

    def part(self, picked: npt.NDArray[np.int64]) -> "_Data":
        return _Data(self.indicators[picked], self.counts[picked], self.attribute_of, self.prior)


def _start(data: _Data, class_count: int, random: np.random.Generator) -> tuple[Array, Array]:
    """Begin each class half as everybody, half as one person picked at random."""
    people = random.choice(len(data.counts), class_count, p=data.counts / data.counts.sum())
    everybody = data.prior / _per_attribute(data.prior[None], data.attribute_of)
    table = data.indicators[people] + everybody
    table /= _per_attribute(table, data.attribute_of)
    return np.full(class_count, -np.log(class_count)), np.log(table)


def _climb(
    data: _Data, log_weights: Array, table: Array, iterations: int
) -> tuple[Array, Array, list[float]]:
    """Alternate the two steps until an iteration gains less than 1e-5 nats a person."""
    people = float(data.counts.sum())
    objective: list[float] = []
    for _ in range(iterations):
        shares, log_likelihood = normalise(log_weights + data.indicators @ table.T)
        prior = float((table * data.prior).sum() + log_weights.sum())
        objective.append(float(data.counts @ log_likelihood) + prior)
        if len(objective) > 1 and objective[-1] - objective[-2] < 1e-5 * people:
            break
        shares *= data.counts[:, None]
        sizes = shares.sum(axis=0) + 1.0
        log_weights = np.log(sizes / sizes.sum())
        expected = shares.T @ data.indicators + data.prior
        table = np.log(expected / _per_attribute(expected, data.attribute_of))
    return log_weights, table, objective


def _per_attribute(table: Array, attribute_of: npt.NDArray[np.int64]) -> Array:
    """Sum (K, all values) over the values of each attribute, repeated for each of its values."""
    starts = np.flatnonzero(np.diff(attribute_of, prepend=-1))
    return np.add.reduceat(table, starts, axis=1)[:, attribute_of]
