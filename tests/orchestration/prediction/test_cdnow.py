"""The models give on CDNOW what their authors published."""

import numpy as np
import pytest

from benchmarks.predictions import cdnow
from orchestration.lib.prediction.bg_nbd import BgNbd, Histories
from orchestration.lib.prediction.population import Population

# Fader, Hardie & Lee (2005), table 2, in weeks; Fader & Hardie (2013), section 4.
PUBLISHED = BgNbd(r=0.243, alpha=4.414, a=0.793, b=2.426)
PUBLISHED_LIKELIHOOD = -9582.4
PUBLISHED_SPEND = (6.25, 3.74, 15.44)
WEEK = 7.0


@pytest.fixture(scope="module")
def population() -> Population:
    return cdnow.calibrated()


def in_weeks(histories: Histories) -> Histories:
    return Histories(histories.x, histories.t_x / WEEK, histories.age / WEEK, histories.weight)


def test_every_customers_history_is_the_published_one(population: Population) -> None:
    published = cdnow.published_summary()
    weeks = in_weeks(population.histories)
    found = {
        int(name): (int(x), round(t_x, 2), round(age, 2))
        for name, x, t_x, age in zip(
            population.customer_id.to_pylist(), weeks.x, weeks.t_x, weeks.age, strict=True
        )
    }
    assert len(found) == 2357
    assert found.keys() == published.keys()
    wrong = [name for name in found if found[name] != pytest.approx(published[name], abs=0.006)]
    assert wrong == []


def test_the_buying_model_is_the_published_one(population: Population) -> None:
    fitted, likelihood = BgNbd.fit(in_weeks(population.histories))
    for name in ("r", "alpha", "a", "b"):
        assert getattr(fitted, name) == pytest.approx(getattr(PUBLISHED, name), rel=0.005), name
    assert likelihood == pytest.approx(PUBLISHED_LIKELIHOOD, abs=0.05)


def test_the_unit_of_time_changes_alpha_alone(population: Population) -> None:
    weeks, _ = BgNbd.fit(in_weeks(population.histories))
    days, _ = BgNbd.fit(population.histories)
    assert days.alpha == pytest.approx(weeks.alpha * WEEK, rel=1e-3)
    assert (days.r, days.a, days.b) == pytest.approx((weeks.r, weeks.a, weeks.b), rel=1e-3)


def test_the_model_of_amounts_is_the_published_one() -> None:
    fitted = cdnow.fit_amounts()
    assert (fitted.p, fitted.q, fitted.gamma) == pytest.approx(PUBLISHED_SPEND, rel=0.005)


def test_the_next_39_weeks_are_foretold_no_worse_than_by_the_published_model(
    population: Population,
) -> None:
    histories, came = in_weeks(population.histories), population.next_orders
    fitted, _ = BgNbd.fit(histories)

    def error(model: BgNbd) -> float:
        return float(np.sqrt(((model.expected_orders(histories, 39.0) - came) ** 2).mean()))

    # Rounding the published parameters to three digits alone moves the error by some 1e-5.
    assert error(fitted) <= error(PUBLISHED) * 1.0001
