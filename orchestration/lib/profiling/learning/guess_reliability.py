"""How often a guess by behaviour is right, by attribute and strength of evidence.

A Beta posterior for each attribute and level of evidence. Its prior mean is the share of behaviour
that shows the guess, times how right such shares were over all attributes at that level; its weight
is the one under which the agreements seen are likeliest (empirical Bayes: Casella, "An introduction
to empirical Bayes data analysis", The American Statistician 39, 1985). So an attribute that nobody
was asked about borrows from the others, and one with many answers speaks for itself.
"""

from collections.abc import Sequence

import duckdb
import numpy as np
import pyarrow as pa
from scipy import special

from orchestration.lib.profiling.learning.logistic import Floats

# Before any answer, shares are taken at their word as strongly as this many answers would make us.
_SHARE_ANSWERS = 5.0
# A priori a prior weight is 10 answers, give or take a factor of e squared.
_WEIGHTS = np.geomspace(1, 300, 40)
_LIKELY_WEIGHT, _WEIGHT_SPREAD = 10.0, 2.0


def learn_reliability(connection: duckdb.DuckDBPyConnection) -> pa.Table:
    """Return the confidence of every guessable attribute and level of evidence.

    Args:
        connection: One on which `asks.collect_asks` has run.

    Returns: attribute_name, evidence_level, confidence (0 to 1), agreed_count, compared_count.
    """
    compared = connection.sql("select * from guesses_compared").to_arrow_table()
    confidence = confidences(
        compared["evidence_level"].to_pylist(),
        _floats(compared, "behaviour_share"),
        _floats(compared, "agreed_count"),
        _floats(compared, "compared_count"),
    )
    return compared.drop_columns(["behaviour_share"]).append_column(
        "confidence", pa.array(confidence)
    )


def confidences(levels: Sequence[str], shares: Floats, agreed: Floats, compared: Floats) -> Floats:
    """Return the posterior mean of how often guesses are right, one per cell.

    Args:
        levels: The level of evidence of each cell.
        shares: The mean share of behaviour of its guesses, NaN where there is no guess.
        agreed: How many guesses a customer confirmed.
        compared: How many customers said anything.
    """
    prior = _prior_means(np.asarray(levels), shares, agreed, compared)
    scores = [
        _log_evidence(weight * prior, weight * (1 - prior), agreed, compared)
        - 0.5 * (np.log(weight / _LIKELY_WEIGHT) / _WEIGHT_SPREAD) ** 2
        for weight in _WEIGHTS
    ]
    weight = float(_WEIGHTS[int(np.argmax(scores))])
    return np.asarray((agreed + weight * prior) / (compared + weight))


def _prior_means(
    levels: np.ndarray[tuple[int, ...], np.dtype[np.str_]],
    shares: Floats,
    agreed: Floats,
    compared: Floats,
) -> Floats:
    prior = np.empty(len(shares))
    overall = _rightness(1.0, np.nan_to_num(shares), agreed, compared)
    for level in np.unique(levels):
        at = levels == level
        known = shares[at][np.isfinite(shares[at])]
        share = np.where(np.isfinite(shares[at]), shares[at], known.mean() if len(known) else 0.5)
        prior[at] = share * _rightness(overall, share, agreed[at], compared[at])
    return np.clip(prior, 0.02, 0.98)


def _rightness(before: float, shares: Floats, agreed: Floats, compared: Floats) -> float:
    """How many agreements came for each one that the shares of behaviour promised."""
    return float(
        (agreed.sum() + before * _SHARE_ANSWERS) / ((compared * shares).sum() + _SHARE_ANSWERS)
    )


def _log_evidence(alpha: Floats, beta: Floats, agreed: Floats, compared: Floats) -> float:
    """The log probability of the agreements under Beta priors, but for a constant."""
    return float(
        (
            special.betaln(alpha + agreed, beta + compared - agreed) - special.betaln(alpha, beta)
        ).sum()
    )


def _floats(table: pa.Table, name: str) -> Floats:
    values: Floats = table[name].to_numpy(zero_copy_only=False).astype(np.float64)
    return values
