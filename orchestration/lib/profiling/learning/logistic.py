"""Logistic regression whose coefficients share a prior by level.

The coefficients of one level (all questions, all stages, ...) come from one normal distribution of
mean 0, whose spread is learned with them: partial pooling (Gelman and Hill, "Data Analysis Using
Regression and Multilevel/Hierarchical Models", 2007, chapters 12 to 14). The posterior is
approximated by a normal distribution at its mode (Laplace's method), and the spreads are those
under which the data are likeliest by that approximation, found by the iteration of MacKay
("Bayesian interpolation", Neural Computation 4, 1992).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import linalg, sparse, special
from threadpoolctl import threadpool_limits

Floats = npt.NDArray[np.float64]

_ROUNDS = 50
_STEPS = 30
_NEAR = 1e-8
# What is believed of a learned spread before any data weighs as much as this many coefficients.
_SPREAD_WEIGHT = 2.0


@dataclass(frozen=True)
class Level:
    """Coefficients that share a prior of mean 0.

    Attributes:
        columns: Their places in the design.
        spread: The standard deviation of the prior, in log odds; where it is learned, the one
            believed before there are data.
        is_learned: Whether the data may change the spread.
    """

    columns: slice
    spread: float
    is_learned: bool = True


@dataclass(frozen=True)
class Posterior:
    """What is known of the coefficients: a normal distribution, in log odds.

    Attributes:
        mean: One mean per coefficient (the posterior's mode).
        root: Lower triangle L with covariance = inverse(L L').
        spreads: The prior's standard deviation of each level, in the order of the levels.
    """

    mean: Floats
    root: Floats
    spreads: tuple[float, ...]

    def draw(self, count: int, generator: np.random.Generator) -> Floats:
        """Return `count` draws of all coefficients, one per row."""
        noise = generator.standard_normal((count, len(self.mean)))
        return np.asarray(self.mean + linalg.solve_triangular(self.root.T, noise.T).T)


def fit(
    design: sparse.csr_array,
    offset: Floats,
    trials: Floats,
    successes: Floats,
    levels: Sequence[Level],
) -> Posterior:
    """Fit the coefficients to counted outcomes.

    Args:
        design: One row per group of equal cases, one column per coefficient.
        offset: What the log odds of each group are when every coefficient is 0.
        trials: Cases per group; without any group the posterior is the prior.
        successes: Of these, those with the outcome.
        levels: The coefficients by level; every column is in exactly one.

    Raises:
        ValueError: When a group has more successes than trials.
    """
    if np.any(successes > trials) or np.any(successes < 0):
        raise ValueError("A group has more outcomes than cases, or less than none.")
    # On so few coefficients threads cost more than they bring, and sums in a fixed order repeat.
    with threadpool_limits(1, user_api="blas"):
        return _fit(design, offset, trials, successes, levels)


def _fit(
    design: sparse.csr_array,
    offset: Floats,
    trials: Floats,
    successes: Floats,
    levels: Sequence[Level],
) -> Posterior:
    spreads = [level.spread for level in levels]
    mean = np.zeros(design.shape[1])
    for _ in range(_ROUNDS):
        precision = _precision(levels, spreads, len(mean))
        mean, root = _mode(design, offset, trials, successes, precision, mean)
        variance = np.square(linalg.solve_triangular(root, np.eye(len(mean)), lower=True)).sum(0)
        learned = [
            _likelier(level, spread, mean, variance) if level.is_learned else spread
            for level, spread in zip(levels, spreads, strict=True)
        ]
        moved = np.abs(np.log(learned) - np.log(spreads)).max(initial=0.0)
        spreads = learned
        if moved < 0.01:
            break
    precision = _precision(levels, spreads, len(mean))
    mean, root = _mode(design, offset, trials, successes, precision, mean)
    return Posterior(mean, root, tuple(spreads))


def _precision(levels: Sequence[Level], spreads: Sequence[float], count: int) -> Floats:
    precision = np.empty(count)
    for level, spread in zip(levels, spreads, strict=True):
        precision[level.columns] = spread**-2
    return precision


def _likelier(level: Level, spread: float, mean: Floats, variance: Floats) -> float:
    """One step of MacKay's iteration: the spread that the coefficients show, each of which counts
    by how much of it the data determine."""
    determined = (1.0 - variance[level.columns] / spread**2).sum()
    believed = _SPREAD_WEIGHT * level.spread**2
    squares = np.square(mean[level.columns]).sum()
    return float(np.sqrt((believed + squares) / (_SPREAD_WEIGHT + max(determined, 0.0))))


def _mode(
    design: sparse.csr_array,
    offset: Floats,
    trials: Floats,
    successes: Floats,
    precision: Floats,
    start: Floats,
) -> tuple[Floats, Floats]:
    """Climb to the mode by Newton's method, halving a step that overshoots; the surface has one
    peak, since the log posterior is strictly concave."""

    def height(at: Floats) -> float:
        odds = offset + design @ at
        likelihood = successes @ odds - trials @ np.logaddexp(0.0, odds)
        return float(likelihood - 0.5 * precision @ np.square(at))

    at, reached = start, height(start)
    for _ in range(_STEPS):
        root = _root(design, offset, trials, precision, at)
        chance = special.expit(offset + design @ at)
        slope = design.T @ (successes - trials * chance) - precision * at
        step = linalg.cho_solve((root, True), slope)
        while (gained := height(at + step) - reached) < 0 and np.abs(step).max() > _NEAR:
            step = step / 2
        at, reached = at + step, reached + gained
        if np.abs(step).max(initial=0.0) < _NEAR:
            break
    return at, _root(design, offset, trials, precision, at)


def _root(
    design: sparse.csr_array, offset: Floats, trials: Floats, precision: Floats, at: Floats
) -> Floats:
    chance = special.expit(offset + design @ at)
    weight = trials * chance * (1 - chance)
    curvature = (design.T @ (design.multiply(weight[:, None]).tocsr())).toarray()
    return np.asarray(linalg.cholesky(curvature + np.diag(precision), lower=True))
