"""The models find the parameters that the simulator's buyers were drawn with."""

from collections.abc import Iterator
from datetime import timedelta

import duckdb
import numpy as np
import pytest

from benchmarks.predictions.buyers import LAST_DAY, load_order_days
from orchestration.lib.prediction import measures
from orchestration.lib.prediction.bg_nbd import BgNbd
from orchestration.lib.prediction.gamma_gamma import GammaGamma
from orchestration.lib.prediction.population import Population, read_population
from orchestration.lib.simulation.rates import Buying

TRUTH = Buying()
CUSTOMERS = 100_000
YEAR = 365


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        load_order_days(opened, CUSTOMERS)
        yield opened


@pytest.fixture(scope="module")
def buyers(connection: duckdb.DuckDBPyConnection) -> Population:
    return read_population(connection, LAST_DAY, YEAR)


@pytest.fixture(scope="module")
def followed(connection: duckdb.DuckDBPyConnection) -> Population:
    return read_population(connection, LAST_DAY - timedelta(days=YEAR), YEAR)


def test_the_buying_parameters_are_recovered_within_five_percent(buyers: Population) -> None:
    found, _ = BgNbd.fit(buyers.histories)
    for name in ("r", "alpha", "a", "b"):
        assert getattr(found, name) == pytest.approx(getattr(TRUTH, name), rel=0.05), name


def test_the_mean_basket_is_recovered_within_one_percent(buyers: Population) -> None:
    """Of 70,000 buyers, most with one basket, the shape of baskets is known to some 8 % only; a
    million know it within 5 % (`python -m benchmarks.predictions`)."""
    found, _ = GammaGamma.fit(buyers.amount_count, buyers.mean_amount)
    mean = TRUTH.p * TRUTH.gamma / (TRUTH.q - 1.0)
    assert found.p * found.gamma / (found.q - 1.0) == pytest.approx(mean, rel=0.01)
    assert found.q == pytest.approx(TRUTH.q, rel=0.05)


def test_the_value_of_the_next_year_is_calibrated(followed: Population) -> None:
    buying, _ = BgNbd.fit(followed.histories)
    spend, _ = GammaGamma.fit(followed.amount_count, followed.mean_amount)
    orders = buying.expected_orders(followed.histories, float(YEAR))
    value = orders * spend.expected_amount(followed.amount_count, followed.mean_amount)
    for predicted, came in ((orders, followed.next_orders), (value, followed.next_amount)):
        judged = measures.of_amounts(predicted, came)
        assert 0.9 <= judged["slope"] <= 1.1
        assert 0.95 <= judged["actual_to_predicted"] <= 1.05


def test_whether_somebody_orders_within_a_year_is_calibrated(followed: Population) -> None:
    buying, _ = BgNbd.fit(followed.histories)
    chance = buying.order_probability(followed.histories, float(YEAR))
    ordered = (followed.next_orders > 0).astype(np.float64)
    assert measures.of_probabilities(chance, ordered)["calibration_error"] < 0.02
