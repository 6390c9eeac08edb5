"""The stated models are the ones that were simulated."""

import numpy as np
import pytest

from orchestration.lib.simulation.buying import Buyers, Purchases, draw_purchases
from orchestration.lib.simulation.clock import CUTS, DAY, END, at, at_paris_hour, paris_offset
from orchestration.lib.simulation.draws import Draws
from orchestration.lib.simulation.people import BUYER
from orchestration.lib.simulation.questions import refusal_probability
from orchestration.lib.simulation.rates import Rates
from orchestration.lib.simulation.simulate import Run, build_world
from orchestration.lib.simulation.world import World


@pytest.fixture(scope="module")
def bought(tmp_path_factory: pytest.TempPathFactory) -> tuple[World, Buyers, Purchases]:
    run = Run(customers=20_000, folder=tmp_path_factory.mktemp("unused"))
    world = build_world(run, 0, 20_000)
    return world, *draw_purchases(world)


def test_purchase_rates_and_drop_out_follow_their_distributions(
    bought: tuple[World, Buyers, Purchases],
) -> None:
    world, buyers, _ = bought
    model = world.rates.buying
    are = world.people.kind == BUYER
    assert buyers.purchase_rate[are].mean() == pytest.approx(model.r / model.alpha, rel=0.03)
    assert buyers.dropout.mean() == pytest.approx(model.a / (model.a + model.b), rel=0.03)
    expected = model.p * model.gamma / (model.q - 1.0)
    assert buyers.mean_spend.mean() == pytest.approx(expected, rel=0.05)


def test_share_without_repeat_purchase_is_that_of_bg_nbd(
    bought: tuple[World, Buyers, Purchases],
) -> None:
    world, _, purchases = bought
    model = world.rates.buying
    plain = (world.people.kind == BUYER) & (world.people.mode < 0)
    plain &= world.people.active_until > END
    first = np.full(len(plain), -1, dtype=np.int64)
    is_first = purchases.ordinal == 0
    first[purchases.row[is_first]] = purchases.moment[is_first]
    observed = plain & (first > 0) & (first < END - 30 * DAY)
    days = (END - first[observed]) / DAY
    expected = ((model.alpha / (model.alpha + days)) ** model.r).mean()
    count = np.bincount(purchases.row, minlength=len(plain))[observed]
    assert (count == 1).mean() == pytest.approx(expected, abs=0.015)


def test_amounts_aimed_at_have_the_mean_of_their_buyer(
    bought: tuple[World, Buyers, Purchases],
) -> None:
    _, buyers, purchases = bought
    ratio = purchases.cents / 100.0 / buyers.mean_spend[purchases.row]
    assert ratio.mean() == pytest.approx(1.0, abs=0.02)
    assert ratio.std() == pytest.approx(1.0 / np.sqrt(Rates().buying.p), rel=0.05)


def test_income_is_refused_two_to_six_times_as_often_as_age() -> None:
    willingness = Draws(1).normal("willingness", np.arange(20_000))
    income = refusal_probability(np.full(20_000, 4.6), willingness).mean()
    age = refusal_probability(np.full(20_000, 2.0), willingness).mean()
    assert 2.0 < income / age < 6.0


def test_paris_clock_shows_one_hour_twice() -> None:
    before, after = np.array([at(2025, 10, 26, 0, 30)]), np.array([at(2025, 10, 26, 1, 30)])
    assert before + paris_offset(before) == after + paris_offset(after)
    assert at_paris_hour(np.array([at(2025, 7, 14)]), np.array([12.0])) == at(2025, 7, 14, 10)
    assert CUTS[-1] == END


def test_draws_depend_on_their_keys_only() -> None:
    draws = Draws(3)
    keys = np.arange(100)
    whole = draws.gamma(0.7, "shape", keys)
    assert np.array_equal(whole[40:], draws.gamma(0.7, "shape", keys[40:]))
    assert not np.array_equal(whole, Draws(4).gamma(0.7, "shape", keys))
    assert draws.gamma(2.5, "mean", np.arange(50_000)).mean() == pytest.approx(2.5, rel=0.02)
    assert draws.poisson(3.2, "mean", np.arange(50_000)).mean() == pytest.approx(3.2, rel=0.02)
