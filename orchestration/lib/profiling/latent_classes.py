"""Latent classes of categorical answers: a few kinds of people, learned from partly filled forms.

Within a class the attributes are independent, so what is known of a person about some attributes
tells of the others through the class alone (Lazarsfeld & Henry 1968, Latent Structure Analysis).

An attribute that is not known adds nothing: it is taken as missing at random (Little & Rubin 2002).
That is a choice for refusals too: nothing is read into somebody's "no". Whoever wants to read it
codes a refusal as a value of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Codes = npt.NDArray[np.integer]


@dataclass(frozen=True)
class LatentClasses:
    """A fitted model of K classes.

    Attributes:
        log_weights: (K,) natural log of the share of people in each class, largest class first.
        log_probabilities: For each attribute (K, V): log P(value | class); V is its own.
    """

    log_weights: Array
    log_probabilities: tuple[Array, ...]

    def log_joint(self, codes: Codes) -> Array:
        """Give (N, K) log P(class and known values) of (N, attributes) codes, -1 = not known.

        Raises: ValueError when the codes do not fit the model's attributes and values.
        """
        counts = [table.shape[1] for table in self.log_probabilities]
        check_codes(codes, counts)
        log_joint = np.tile(self.log_weights, (len(codes), 1))
        for column, table in zip(codes.T, self.log_probabilities, strict=True):
            # The last row, which code -1 picks, is what an unknown value adds: nothing.
            log_joint += np.vstack([table.T, np.zeros(len(self.log_weights))])[column]
        return log_joint

    def posterior(self, codes: Codes) -> Array:
        """Give (N, K) P(class | known values); with nothing known, the shares of the classes."""
        return normalise(self.log_joint(codes))[0]

    def log_likelihood(self, codes: Codes) -> Array:
        """Give (N,) log P(known values) of each person, in nats."""
        return normalise(self.log_joint(codes))[1]

    def predict(self, posteriors: Array, attribute: int) -> Array:
        """Give (N, V) P(value of the attribute | class posteriors (N, K))."""
        return posteriors @ np.exp(self.log_probabilities[attribute])


def normalise(log_joint: Array) -> tuple[Array, Array]:
    """Turn (N, K) logs into shares that add up to one, and the log of what they added up to."""
    highest = log_joint.max(axis=1, keepdims=True)
    shares = np.exp(log_joint - highest)
    total = shares.sum(axis=1, keepdims=True)
    return shares / total, (highest + np.log(total))[:, 0]


def check_codes(codes: Codes, value_counts: Sequence[int]) -> None:
    """Raise a ValueError when codes are not numbers of the values that the attributes have."""
    if codes.ndim != 2 or codes.shape[1] != len(value_counts):
        raise ValueError(f"Codes of {len(value_counts)} attributes have as many columns.")
    if min(value_counts, default=1) < 1:
        raise ValueError("Every attribute has at least one value.")
    if codes.size and (codes.min() < -1 or (codes.max(axis=0) >= np.array(value_counts)).any()):
        raise ValueError("A code is -1 (not known) or the number of one of its attribute's values.")
