"""Bends predictions to what came in the year held out, by two parameters that keep their order."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from sklearn.linear_model import LogisticRegression, PoissonRegressor

from orchestration.lib.prediction.fitting import Floats

_LEAST = 1e-9


@dataclass(frozen=True)
class Recalibration:
    """A line through the predictions' own scale: logarithms of numbers, logits of probabilities.

    Logits: Platt (1999), Probabilistic Outputs for Support Vector Machines. A slope that would
    turn the order round is not taken.
    """

    intercept: float
    slope: float
    of_probabilities: bool

    @classmethod
    def of_numbers(cls, predicted: Floats, actual: Floats) -> Self | None:
        """Learn from predicted and actual numbers; none where nothing can be learned."""
        if actual.sum() == 0 or np.ptp(predicted) == 0:
            return None
        model = PoissonRegressor(alpha=0.0, max_iter=1000)
        model.fit(_scaled(predicted, of_probabilities=False), actual)
        return cls._kept(float(model.intercept_), float(model.coef_[0]), of_probabilities=False)

    @classmethod
    def of_chances(cls, predicted: Floats, happened: Floats) -> Self | None:
        """Learn from predicted probabilities and what happened; none where nothing can be."""
        if not 0 < happened.sum() < len(happened) or np.ptp(predicted) == 0:
            return None
        model = LogisticRegression(C=np.inf, max_iter=1000)
        model.fit(_scaled(predicted, of_probabilities=True), happened)
        return cls._kept(
            float(model.intercept_[0]), float(model.coef_[0][0]), of_probabilities=True
        )

    @classmethod
    def _kept(cls, intercept: float, slope: float, *, of_probabilities: bool) -> Self | None:
        return cls(intercept, slope, of_probabilities) if slope > 0 else None

    def applied(self, predicted: Floats) -> Floats:
        """Return the bent predictions."""
        scaled = _scaled(predicted, of_probabilities=self.of_probabilities)[:, 0]
        line = self.intercept + self.slope * scaled
        bent: Floats = 1.0 / (1.0 + np.exp(-line)) if self.of_probabilities else np.exp(line)
        return bent


def _scaled(predicted: Floats, *, of_probabilities: bool) -> Floats:
    if of_probabilities:
        bounded = np.clip(predicted, _LEAST, 1 - _LEAST)
        scaled: Floats = np.log(bounded) - np.log1p(-bounded)
    else:
        scaled = np.log(np.maximum(predicted, _LEAST))
    return scaled.reshape(-1, 1)
