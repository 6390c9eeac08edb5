"""How strong, how sure: against scipy, and against people whose truth is known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from orchestration.lib.insight.association import (
    adjust,
    associate,
    is_countable,
    rank_correlation,
)

TABLES = [
    np.array([[30, 70], [60, 40]]),
    np.array([[12, 90], [25, 75], [40, 61]]),
    np.array([[10, 10], [20, 20], [31, 29], [44, 46], [5, 6]]),
]
TRIALS = 300


@pytest.mark.parametrize("table", TABLES)
def test_the_statistic_is_that_of_scipy(table: NDArray[np.int64]) -> None:
    found = associate(table)
    expected = stats.chi2_contingency(table, correction=False)

    assert found.chi_square == pytest.approx(expected.statistic)
    assert found.p_value == pytest.approx(expected.pvalue)
    assert found.degrees_of_freedom == expected.dof


@pytest.mark.parametrize("table", TABLES)
def test_cramers_v_is_that_of_scipy_less_its_bias(table: NDArray[np.int64]) -> None:
    rows, columns = table.shape
    count = table.sum()
    raw = stats.contingency.association(table, method="cramer")
    phi_squared = raw**2 * (min(rows, columns) - 1)
    unbiased = max(0.0, phi_squared - (rows - 1) * (columns - 1) / (count - 1))
    sizes = [size - (size - 1) ** 2 / (count - 1) for size in (rows, columns)]

    assert associate(table).cramers_v == pytest.approx((unbiased / (min(sizes) - 1)) ** 0.5)
    assert associate(table).cramers_v <= raw


@given(st.lists(st.tuples(st.integers(5, 300), st.integers(5, 300)), min_size=2, max_size=8))
def test_the_interval_holds_the_strength_and_order_is_nothing(rows: list[tuple[int, int]]) -> None:
    found = associate(np.array(rows))

    assert 0 <= found.low <= found.high <= 1
    assert found.low - 1e-6 <= found.cramers_v <= found.high + 1e-6 or found.cramers_v == 0
    turned = associate(np.array(rows)[::-1, ::-1])
    assert turned.cramers_v == pytest.approx(found.cramers_v, abs=1e-9)
    assert turned.p_value == pytest.approx(found.p_value, abs=1e-9)


@pytest.mark.parametrize(
    ("shares", "size"), [((0.30, 0.30, 0.30), 400), ((0.25, 0.35, 0.45), 400), ((0.1, 0.3), 300)]
)
def test_the_interval_holds_the_true_strength_as_often_as_it_says(
    shares: tuple[float, ...], size: int
) -> None:
    """Groups of equal size of which each has its share in the target, drawn again and again."""
    source = np.random.default_rng(5)
    rate = np.mean(shares)
    truth = float(np.sqrt(np.mean((np.array(shares) - rate) ** 2) / (rate * (1 - rate))))
    hits = 0
    for _ in range(TRIALS):
        inside = source.binomial(size // len(shares), shares)
        found = associate(np.column_stack([inside, size // len(shares) - inside]))
        hits += found.low <= truth <= found.high

    # Three standard errors of the share that a 95 % interval must hold.
    assert hits / TRIALS >= 0.95 - 3 * (0.95 * 0.05 / TRIALS) ** 0.5


def test_tables_of_few_people_are_not_tested() -> None:
    assert is_countable(np.array([[30, 70], [60, 40]]))
    assert not is_countable(np.array([[30, 70]]))
    assert not is_countable(np.array([[0, 70], [0, 40]]))
    assert not is_countable(np.array([[1, 70], [2, 40]]))


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_adjusted_p_values_are_those_of_benjamini_and_hochberg(p_values: list[float]) -> None:
    """Told plainly: of the i-th smallest of m, the least of p times m over i from there upwards."""
    order = sorted(range(len(p_values)), key=lambda place: p_values[place])
    expected, least = [0.0] * len(p_values), 1.0
    for rank in range(len(order), 0, -1):
        least = min(least, p_values[order[rank - 1]] * len(order) / rank)
        expected[order[rank - 1]] = least

    assert adjust(p_values) == pytest.approx(expected)


def test_nothing_adjusted_is_nothing() -> None:
    assert adjust([]) == []


def test_the_p_value_of_a_rank_correlation_is_that_of_scipy() -> None:
    source = np.random.default_rng(2)
    x = source.normal(size=80)
    y = x + 3 * source.normal(size=80)
    expected = stats.spearmanr(x, y)
    p_value, low, high = rank_correlation(float(expected.statistic), 80)

    assert p_value == pytest.approx(expected.pvalue)
    assert low < expected.statistic < high
    assert rank_correlation(1.0, 80) == (0.0, 1.0, 1.0)


def test_the_interval_of_a_rank_correlation_holds_the_truth_as_often_as_it_says() -> None:
    """Of two normal variables, Spearman's truth is 6 / pi times the arc sine of half Pearson's."""
    source = np.random.default_rng(3)
    pearson = 0.6
    truth = 6 / np.pi * np.arcsin(pearson / 2)
    hits = 0
    for _ in range(TRIALS):
        x, y = source.multivariate_normal([0, 0], [[1, pearson], [pearson, 1]], 60).T
        _, low, high = rank_correlation(float(stats.spearmanr(x, y).statistic), 60)
        hits += low <= truth <= high

    assert hits / TRIALS >= 0.95 - 3 * (0.95 * 0.05 / TRIALS) ** 0.5
