"""Whether a predicted probability of 0.3 comes true three times in ten.

The expected calibration error is the mean distance between predicted and actual shares over bins
(Naeini, Cooper and Hauskrecht, "Obtaining well calibrated probabilities using Bayesian binning",
2015), here bins of equal mass. It is biased upwards: shares of small bins are off by chance even
where every prediction is right, by `calibration_error_by_chance` in expectation (Kumar, Liang and
Ma, "Verified uncertainty calibration", 2019), so both are published.
"""

from collections.abc import Mapping

import numpy as np

from orchestration.lib.prediction.measures import Bucket, buckets, of_probabilities
from orchestration.lib.profiling.learning.logistic import Floats


def judge(predicted: Floats, happened: Floats) -> Mapping[str, float]:
    """Judge predicted probabilities by what happened, 0 or 1.

    Returns: `log_loss` (nats), `brier_score`, `roc_area`, `calibration_error` (over ten bins of
        equal mass) and `calibration_error_by_chance`.
    """
    table = buckets(predicted, happened)
    return {**of_probabilities(predicted, happened), "calibration_error_by_chance": _noise(table)}


def reliability_table(predicted: Floats, happened: Floats) -> list[Bucket]:
    """Return predicted and actual shares over ten bins of equal mass; equal predictions stay
    together."""
    return buckets(predicted, happened)


def expanded(predicted: Floats, trials: Floats, successes: Floats) -> tuple[Floats, Floats]:
    """Write counted groups out as one prediction and one outcome per case."""
    sides = np.column_stack([successes, trials - successes]).ravel().astype(np.int64)
    happened = np.tile([1.0, 0.0], len(trials))
    return np.repeat(predicted, trials.astype(np.int64)), np.repeat(happened, sides)


def _noise(table: list[Bucket]) -> float:
    """The expected distance of a share from its probability, by the normal approximation: the mean
    of |x| is sqrt(2 / pi) standard deviations."""
    cases = sum(bucket.customers for bucket in table)
    distance = sum(
        bucket.customers
        * np.sqrt(2 / np.pi * bucket.predicted * (1 - bucket.predicted) / bucket.customers)
        for bucket in table
    )
    return float(distance / max(cases, 1))
