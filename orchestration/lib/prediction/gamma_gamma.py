"""For how much customers will order: the gamma-gamma model.

Fader & Hardie (2013), The Gamma-Gamma Model of Monetary Value. The amount of an order is
Gamma(p, nu) with nu ~ Gamma(q, gamma) over customers; how often somebody orders says nothing of
how much (which `prediction_quality` checks). What is known of a customer is how many amounts, and
their mean.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from scipy import special

from orchestration.lib.prediction.fitting import Floats, maximise

_STARTS = ((6.0, 4.0, 15.0), (1.0, 2.0, 1.0), (2.0, 3.0, 5.0))


@dataclass(frozen=True)
class GammaGamma:
    """A fitted model: the shape p of amounts, the shape q and inverse scale gamma over customers.

    p and q have no unit; gamma is an amount.
    """

    p: float
    q: float
    gamma: float

    @classmethod
    def fit(cls, count: Floats, mean: Floats) -> tuple[Self, float]:
        """Fit by maximum likelihood to customers with at least one positive amount.

        Args:
            count: How many amounts of each customer are known.
            mean: Their mean, positive.

        Returns: The model and its log likelihood.

        Raises:
            ValueError: When a customer has no amount or none above zero.
            NotFittedError: When the data do not determine the parameters.
        """
        count, mean = np.asarray(count, dtype=np.float64), np.asarray(mean, dtype=np.float64)
        if np.any(count < 1) or np.any(mean <= 0):
            raise ValueError("The gamma-gamma model needs one positive amount of each customer.")
        unit = float(np.median(mean)) / 10.0
        parameters, likelihood = maximise(
            lambda found: likelihood_and_gradient(found, count, mean / unit), _STARTS
        )
        p, q, gamma = (float(parameter) for parameter in parameters)
        return cls(p, q, gamma * unit), likelihood - len(mean) * float(np.log(unit))

    def expected_amount(self, count: Floats, mean: Floats) -> Floats:
        """Return the mean amount expected of each customer's orders (equation 5 of the paper).

        Between the customer's own mean and that of all, nearer the own the more amounts are known;
        without any (count 0) it is that of all. Infinite where q is not above 1 and none is known.
        """
        shape = self.p * count + self.q - 1.0
        expected: Floats = np.where(
            shape > 0,
            self.p
            * (self.gamma + count * np.where(count > 0, mean, 0.0))
            / np.where(shape > 0, shape, 1.0),
            np.inf,
        )
        return expected


def likelihood_and_gradient(
    parameters: Floats, count: Floats, mean: Floats
) -> tuple[float, Floats]:
    """Return the log likelihood and its gradient by p, q and gamma."""
    p, q, gamma = (float(parameter) for parameter in parameters)
    shape = p * count
    total = gamma + count * mean
    log_total, log_mean, log_count = np.log(total), np.log(mean), np.log(count)
    value = (
        special.gammaln(shape + q)
        - special.gammaln(shape)
        - special.gammaln(q)
        + q * np.log(gamma)
        + (shape - 1.0) * log_mean
        + shape * log_count
        - (shape + q) * log_total
    )
    by_shape = special.digamma(shape + q)
    by_p = count * (by_shape - special.digamma(shape) + log_mean + log_count - log_total)
    by_q = by_shape - special.digamma(q) + np.log(gamma) - log_total
    by_gamma = q / gamma - (shape + q) / total
    return float(value.sum()), np.array([by_p.sum(), by_q.sum(), by_gamma.sum()])
