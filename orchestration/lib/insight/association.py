"""How strongly belonging to a group goes with a trait, and how sure that is.

SQL counts; here is only what SQL cannot do, the distributions of chi-square and of Student.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atanh, nan, sqrt, tanh

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

CONFIDENCE = 0.95
_Z = float(stats.norm.ppf(0.5 + CONFIDENCE / 2))

Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Association:
    """What a table of counts says.

    Attributes:
        chi_square: Pearson's statistic, without a correction for continuity.
        degrees_of_freedom: (values - 1) times (groups - 1).
        p_value: How often chance alone would give a statistic as large.
        cramers_v: The strength of the association, 0 to 1, corrected for its bias.
        low: Lower end of its 95 % interval.
        high: Upper end of its 95 % interval.
    """

    chi_square: float
    degrees_of_freedom: int
    p_value: float
    cramers_v: float
    low: float
    high: float


def is_countable(table: Counts) -> bool:
    """Tell whether chi-square may be trusted (Cochran 1954, Biometrics 10).

    No expected count is below 1, and at most a fifth of them is below 5.
    """
    if table.shape[0] < 2 or not (table.sum(axis=0) > 0).all():
        return False
    expected = stats.contingency.expected_freq(table)
    return bool(expected.min() >= 1 and (expected < 5).mean() <= 0.2)


def associate(table: Counts) -> Association:
    """Measure the association of the rows of a table of counts with its columns.

    Cramér's V is corrected for the bias that makes it grow with the number of values (Bergsma,
    "A bias-correction for Cramér's V and Tschuprow's T", Journal of the Korean Statistical Society
    42, 2013). Its interval inverts the noncentral chi-square distribution (Steiger and Fouladi
    1997; Smithson, "Confidence Intervals", 2003): the ends are the noncentralities under which the
    statistic lies at its 97.5 % and its 2.5 % point, brought to the scale of the corrected V.

    Args:
        table: Counts, one row per value and one column per group; no row or column is all zeros.
    """
    count = int(table.sum())
    rows, columns = table.shape
    expected = stats.contingency.expected_freq(table)
    chi_square = float(((table - expected) ** 2 / expected).sum())
    freedom = (rows - 1) * (columns - 1)
    scale = count * _corrected_size(rows, columns, count)
    excess = max(0.0, chi_square - freedom * count / (count - 1))
    low, high = _noncentralities(chi_square, freedom)
    return Association(
        chi_square=chi_square,
        degrees_of_freedom=freedom,
        p_value=float(stats.chi2.sf(chi_square, freedom)),
        cramers_v=min(1.0, sqrt(excess / scale)),
        low=min(1.0, sqrt(low / scale)),
        high=min(1.0, sqrt(high / scale)),
    )


def _corrected_size(rows: int, columns: int, count: int) -> float:
    """The least of rows and columns less one, both corrected for the sample (Bergsma)."""
    corrected = (size - (size - 1) ** 2 / (count - 1) for size in (rows, columns))
    return min(corrected) - 1


def _noncentralities(chi_square: float, freedom: int) -> tuple[float, float]:
    """The noncentralities at which the statistic is the 97.5 % and the 2.5 % point."""
    tail = (1 - CONFIDENCE) / 2

    def end(share: float) -> float:
        reached = stats.chi2.cdf(chi_square, freedom) <= share
        return 0.0 if reached else float(special.chndtrinc(chi_square, freedom, share))

    return end(1 - tail), end(tail)


def rank_correlation(coefficient: float, count: int) -> tuple[float, float, float]:
    """Return the p-value and the 95 % interval of Spearman's coefficient.

    The p-value is that of Student's t; the interval is Fisher's with the variance of Bonett and
    Wright ("Sample size requirements for estimating Pearson, Kendall and Spearman correlations",
    Psychometrika 65, 2000).
    """
    if count < 4:
        return nan, nan, nan
    if abs(coefficient) >= 1:
        return 0.0, coefficient, coefficient
    statistic = abs(coefficient) * sqrt((count - 2) / (1 - coefficient**2))
    spread = _Z * sqrt((1 + coefficient**2 / 2) / (count - 3))
    return (
        float(2 * stats.t.sf(statistic, count - 2)),
        tanh(atanh(coefficient) - spread),
        tanh(atanh(coefficient) + spread),
    )


def adjust(p_values: Sequence[float]) -> list[float]:
    """Return p-values adjusted for the number of tests, so that a threshold bounds the expected
    share of chance among what passes it (Benjamini and Hochberg 1995)."""
    if not p_values:
        return []
    return [float(value) for value in stats.false_discovery_control(list(p_values))]


def rounded(value: float) -> float:
    """Keep nine significant digits: what lies behind them differs between machines."""
    return float(f"{value:.9g}")
