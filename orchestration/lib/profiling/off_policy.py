"""What another way of asking would have brought, estimated from what was asked and how likely.

The choices are logged with their propensities, so the mean reward of another policy can be
estimated without asking anybody: by inverse propensity (Horvitz and Thompson, "A generalization of
sampling without replacement from a finite universe", JASA 47, 1952), by its self-normalised form
(Hajek 1971; Swaminathan and Joachims, NeurIPS 2015), and doubly robust, with a model of the reward
that only has to be roughly right (Dudik, Langford and Li, ICML 2011).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

_NORMAL_95 = 1.959964


@dataclass(frozen=True)
class Logged:
    """Moments at which something was chosen, and what the other policy would have chosen there.

    Attributes:
        reward: (moments,) what the logged choice brought.
        propensity: (moments,) the probability with which it was chosen, above 0.
        is_same: (moments,) whether the other policy, which is deterministic, chooses the same.
        model_of_logged: (moments,) the reward that a model expects of the logged choice.
        model_of_other: (moments,) the reward that it expects of the other policy's choice.
    """

    reward: Floats
    propensity: Floats
    is_same: Bools
    model_of_logged: Floats
    model_of_other: Floats

    @property
    def weights(self) -> Floats:
        """(moments,) how many moments each one stands for: 0 where the policies differ.

        Raises: ValueError where something was chosen that could not be.
        """
        if (self.propensity <= 0).any():
            raise ValueError("A choice with propensity 0 was logged: it could not be chosen.")
        return np.where(self.is_same, 1.0 / self.propensity, 0.0)


@dataclass(frozen=True)
class Estimate:
    """A mean reward per moment with its 95 % interval, and how many moments speak for it.

    Attributes:
        value: The mean reward.
        low: Lower end of the interval.
        high: Upper end.
        effective_count: (sum of weights)^2 / sum of squares (Kish 1965).
    """

    value: float
    low: float
    high: float
    effective_count: float


def inverse_propensity(logged: Logged) -> Estimate:
    """Estimate by inverse propensity: unbiased, of much variance where propensities are small."""
    return _from_scores(logged.weights * logged.reward, logged)


def self_normalised(logged: Logged) -> Estimate:
    """Estimate by inverse propensity over the sum of the weights: of less variance, and biased by
    an amount that vanishes with the number of moments. The interval is that of a ratio (delta
    method)."""
    weights = logged.weights
    if not weights.any():
        return Estimate(np.nan, np.nan, np.nan, 0.0)
    value = float((weights * logged.reward).sum() / weights.sum())
    scores = value + weights * (logged.reward - value) / weights.mean()
    return _from_scores(scores, logged)


def doubly_robust(logged: Logged) -> Estimate:
    """Estimate by the model, put right by the weighted errors it makes on the logged choices:
    unbiased whatever the model, and of less variance the better it is."""
    errors = logged.weights * (logged.reward - logged.model_of_logged)
    return _from_scores(logged.model_of_other + errors, logged)


ESTIMATORS: dict[str, Callable[[Logged], Estimate]] = {
    "inverse propensity": inverse_propensity,
    "self-normalised": self_normalised,
    "doubly robust": doubly_robust,
}


def _from_scores(scores: Floats, logged: Logged) -> Estimate:
    weights = logged.weights
    spread = _NORMAL_95 * float(scores.std(ddof=1)) / np.sqrt(len(scores))
    value = float(scores.mean())
    squares = float((weights**2).sum())
    count = float(weights.sum()) ** 2 / squares if squares else 0.0
    return Estimate(value, value - spread, value + spread, count)
