"""The model of amounts says what its definition says."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize

from orchestration.lib.prediction.fitting import Floats
from orchestration.lib.prediction.gamma_gamma import GammaGamma, likelihood_and_gradient

MODEL = GammaGamma(p=6.0, q=4.0, gamma=37.5)
BASE_MEAN = 6.0 * 37.5 / 3.0


def expected(count: float, mean: float) -> float:
    return float(MODEL.expected_amount(np.array([count]), np.array([mean]))[0])


def test_without_an_amount_the_mean_of_all_is_expected() -> None:
    assert expected(0, 0.0) == pytest.approx(BASE_MEAN)


@given(count=st.integers(1, 500), mean=st.floats(1.0, 5000.0))
def test_the_expectation_lies_between_the_own_mean_and_that_of_all(count: int, mean: float) -> None:
    low, high = sorted((mean, BASE_MEAN))
    assert low * (1 - 1e-9) <= expected(count, mean) <= high * (1 + 1e-9)


@given(mean=st.floats(1.0, 5000.0))
def test_more_amounts_bring_it_nearer_to_the_own_mean(mean: float) -> None:
    assert abs(expected(20, mean) - mean) <= abs(expected(2, mean) - mean) * (1 + 1e-9)


def test_the_gradient_is_that_of_the_likelihood() -> None:
    count, mean = np.array([1.0, 3.0, 20.0]), np.array([40.0, 90.0, 71.5])
    point = np.array([6.0, 4.0, 37.5])

    def value(parameters: Floats) -> float:
        return likelihood_and_gradient(parameters, count, mean)[0]

    measured = optimize.approx_fprime(point, value, 1e-6)
    assert likelihood_and_gradient(point, count, mean)[1] == pytest.approx(measured, rel=1e-3)


def test_the_currency_unit_changes_gamma_alone() -> None:
    draws = np.random.default_rng(3)
    count = 1.0 + draws.integers(0, 12, 4000).astype(np.float64)
    mean: Floats = draws.gamma(6.0 * count) / count / draws.gamma(4.0, 1 / 37.5, 4000)
    euros, _ = GammaGamma.fit(count, mean)
    cents, _ = GammaGamma.fit(count, mean * 100)
    assert (cents.p, cents.q) == pytest.approx((euros.p, euros.q), rel=1e-3)
    assert cents.gamma == pytest.approx(euros.gamma * 100, rel=1e-3)


@pytest.mark.parametrize(("count", "mean"), [(0.0, 5.0), (2.0, 0.0), (2.0, -1.0)])
def test_an_amount_that_is_none_is_refused(count: float, mean: float) -> None:
    with pytest.raises(ValueError, match="one positive amount"):
        GammaGamma.fit(np.array([count]), np.array([mean]))
