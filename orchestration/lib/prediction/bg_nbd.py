"""How often customers will order: the BG/NBD model.

Fader, Hardie & Lee (2005), "Counting Your Customers" the Easy Way: An Alternative to the
Pareto/NBD Model, Marketing Science 24(2). While a customer stays, orders come at a rate of
lambda ~ Gamma(r, alpha); after each repeat order the customer leaves with probability
p ~ Beta(a, b), unseen. What is known of a customer is x, the days with a repeat order, t_x, when
the last one was, and T, how long ago the first was; x, t_x and T decide all.

Every function takes arrays of one length and gives arrays of that length. Times are in the unit
that the model was fitted in, counted from the first order.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from scipy import special

from orchestration.lib.prediction.fitting import Floats, maximise

_NUDGE = 1e-7
_STARTS = ((0.5, 5.0, 0.5, 2.0), (1.0, 50.0, 1.0, 4.0), (0.2, 100.0, 0.5, 1.0))


@dataclass(frozen=True)
class Histories:
    """What is known of the orders of many customers.

    Attributes:
        x: Repeat orders: distinct days with an order, less the first.
        t_x: Time from the first order to the last; zero without a repeat order.
        age: Time from the first order to the end of observation (the papers' T).
        weight: How many customers have exactly this history.
    """

    x: Floats
    t_x: Floats
    age: Floats
    weight: Floats

    @classmethod
    def of(cls, x: Floats, t_x: Floats, age: Floats, weight: Floats | None = None) -> Self:
        """Check and keep histories.

        Raises:
            ValueError: When a history cannot be: a last order after the end, or a repeat order
                without time between.
        """
        x, t_x, age = (np.asarray(part, dtype=np.float64) for part in (x, t_x, age))
        if np.any(x < 0) or np.any(t_x < 0) or np.any(t_x > age) or np.any((x == 0) & (t_x > 0)):
            raise ValueError(
                "A history needs x >= 0, 0 <= t_x <= age, and t_x = 0 where nothing was repeated."
            )
        return cls(x, t_x, age, np.ones_like(x) if weight is None else np.asarray(weight, float))


@dataclass(frozen=True)
class BgNbd:
    """A fitted model: the rate's shape r and inverse scale alpha, the drop-out's a and b."""

    r: float
    alpha: float
    a: float
    b: float

    @classmethod
    def fit(cls, histories: Histories) -> tuple[Self, float]:
        """Fit by maximum likelihood; also give the log likelihood.

        Raises:
            NotFittedError: When the data do not determine the parameters.
        """
        unit = float(np.average(histories.age, weights=histories.weight)) or 1.0
        scaled = Histories(
            histories.x, histories.t_x / unit, histories.age / unit, histories.weight
        )
        starts = [(r, alpha / 40.0, a, b) for r, alpha, a, b in _STARTS]
        parameters, likelihood = maximise(
            lambda found: likelihood_and_gradient(found, scaled), starts
        )
        r, alpha, a, b = (float(parameter) for parameter in parameters)
        # Densities of order times are per unit of time: x of them are divided by the unit.
        repeats = float((histories.weight * histories.x).sum())
        return cls(r, alpha * unit, a, b), likelihood - repeats * float(np.log(unit))

    def log_likelihood(self, histories: Histories) -> float:
        """Return the log likelihood of histories (equation 6 of the paper)."""
        return likelihood_and_gradient(np.array([self.r, self.alpha, self.a, self.b]), histories)[0]

    def probability_alive(self, histories: Histories) -> Floats:
        """Return the probability that each customer still is one.

        Who never repeated an order is certain to be one: the model lets people leave only after a
        repeat order. Method: Fader, Hardie & Lee (2008), Computing P(alive) Using the BG/NBD
        Model.
        """
        alive: Floats = special.expit(-self._log_odds_of_leaving(histories))
        return alive

    def order_probability(self, histories: Histories, horizon: float) -> Floats:
        """Return the probability of at least one order within the horizon.

        Given that a customer still is one, the rate is Gamma(r + x, alpha + age), and nothing but
        time can keep the next order back.
        """
        waiting = (self.r + histories.x) * (
            np.log(self.alpha + histories.age) - np.log(self.alpha + histories.age + horizon)
        )
        probability: Floats = self.probability_alive(histories) * -np.expm1(waiting)
        return probability

    def expected_orders(self, histories: Histories, horizon: float) -> Floats:
        """Return the expected number of orders within the horizon (equation 10 of the paper).

        The hypergeometric function is rewritten by Euler's transformation, after which neither it
        nor its factor overflows for customers with hundreds of orders.
        """
        # Where a is 1, or a + b is 1 for who ordered once, the formula is a limit.
        a = self.a + _NUDGE if abs(self.a - 1.0) < _NUDGE else self.a
        b = self.b + _NUDGE if abs(a + self.b - 1.0) < _NUDGE else self.b
        since = self.alpha + histories.age
        z = horizon / (since + horizon)
        base = a + b + histories.x - 1.0
        hypergeometric = _hypergeometric(a + b - 1.0 - self.r, a - 1.0, base, z)
        remaining = (1.0 - z) ** (a - 1.0) * hypergeometric
        while_alive: Floats = base / (a - 1.0) * (1.0 - remaining)
        return self.probability_alive(histories) * while_alive

    def median_wait(self, histories: Histories) -> Floats:
        """Return the time within which half of those like each customer order again.

        Only customers who still are customers count: the others wait for ever.
        """
        wait: Floats = (self.alpha + histories.age) * np.expm1(np.log(2.0) / (self.r + histories.x))
        return wait

    def _log_odds_of_leaving(self, histories: Histories) -> Floats:
        return _log_odds_of_leaving(self.r, self.alpha, self.a, self.b, histories)


def _hypergeometric(a: float, b: float, c: Floats, z: Floats) -> Floats:
    """Return Gauss's 2F1 for real arguments.

    SciPy's complex and its real function each have holes where parameters, or c - a - b, are whole
    numbers, though not the same; where both fail, the parameter is moved by next to nothing.
    """
    value: Floats = special.hyp2f1(a, b, c, z + 0j).real
    for moved, unit in ((a, 0.0), (a + _NUDGE, 0j)):
        hole = ~np.isfinite(value)
        if hole.any():
            value[hole] = special.hyp2f1(moved, b, c[hole], z[hole] + unit).real
    return value


def _log_odds_of_leaving(
    r: float, alpha: float, a: float, b: float, histories: Histories
) -> Floats:
    repeated = histories.x > 0
    odds = np.full_like(histories.age, -np.inf)
    x, t_x, age = histories.x[repeated], histories.t_x[repeated], histories.age[repeated]
    odds[repeated] = (
        np.log(a) - np.log(b + x - 1.0) + (r + x) * (np.log(alpha + age) - np.log(alpha + t_x))
    )
    return odds


def likelihood_and_gradient(parameters: Floats, histories: Histories) -> tuple[float, Floats]:
    """Return the log likelihood and its gradient by r, alpha, a and b."""
    r, alpha, a, b = (float(parameter) for parameter in parameters)
    x, weight = histories.x, histories.weight
    # Repeat orders are few different whole numbers, and these functions are dear.
    counts, place = np.unique(x, return_inverse=True)
    log_age, log_t_x = np.log(alpha + histories.age), np.log(alpha + histories.t_x)
    odds = _log_odds_of_leaving(r, alpha, a, b, histories)
    left = special.expit(odds)
    by_count = (
        special.gammaln(r + counts)
        - special.gammaln(r)
        + special.betaln(a, b + counts)
        - special.betaln(a, b)
    )
    value = by_count[place] + r * np.log(alpha) - (r + x) * log_age + np.logaddexp(0.0, odds)
    by_r = (special.digamma(r + counts) - special.digamma(r))[place]
    by_r = by_r + np.log(alpha) - log_age + left * (log_age - log_t_x)
    per_age, per_t_x = 1.0 / (alpha + histories.age), 1.0 / (alpha + histories.t_x)
    by_alpha = r / alpha - (r + x) * per_age + left * (r + x) * (per_age - per_t_x)
    both = special.digamma(a + b) - special.digamma(a + b + counts)
    by_a = both[place] + left / a
    by_b = (both + special.digamma(b + counts) - special.digamma(b))[place]
    by_b = by_b - left / np.where(x > 0, b + x - 1.0, 1.0)
    gradient = np.array([(weight * part).sum() for part in (by_r, by_alpha, by_a, by_b)])
    return float((weight * value).sum()), gradient
