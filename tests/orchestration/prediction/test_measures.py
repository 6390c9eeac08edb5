"""Errors, baselines and recalibration judge as their names say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.lib.prediction import baselines, measures
from orchestration.lib.prediction.bg_nbd import Histories
from orchestration.lib.prediction.fitting import Floats
from orchestration.lib.prediction.population import Population
from orchestration.lib.prediction.recalibration import Recalibration


def population(x: list[float], recent: list[float], following: list[float]) -> Population:
    count = len(x)
    frequency = np.array(x)
    return Population(
        customer_id=None,
        currency=np.full(count, "EUR"),
        histories=Histories.of(frequency, np.minimum(frequency, 1.0) * 50.0, np.full(count, 90.0)),
        recent_orders=np.array(recent),
        amount_count=frequency + 1.0,
        amount=(frequency + 1.0) * 10.0,
        next_orders=np.array(following),
        next_amount=np.zeros(count),
    )


def test_a_perfect_prediction_has_no_error() -> None:
    came = np.array([0.0, 1.0, 2.0, 5.0])
    judged = measures.of_amounts(came, came)
    assert judged["mean_absolute_error"] == judged["root_mean_square_error"] == 0.0
    for name in ("rank_correlation", "slope", "actual_to_predicted"):
        assert judged[name] == pytest.approx(1.0)


def test_a_prediction_twice_too_high_has_a_slope_of_one_half() -> None:
    came = np.array([0.0, 1.0, 2.0, 5.0])
    judged = measures.of_amounts(2 * came, came)
    assert judged["slope"] == pytest.approx(0.5)
    assert judged["actual_to_predicted"] == pytest.approx(0.5)
    assert judged["rank_correlation"] == pytest.approx(1.0)


def test_the_same_for_all_ranks_nobody() -> None:
    judged = measures.of_amounts(np.ones(4), np.array([0.0, 1.0, 2.0, 5.0]))
    assert judged["rank_correlation"] == judged["slope"] == 0.0


def test_a_share_that_comes_as_often_as_said_is_calibrated() -> None:
    said = np.repeat([0.25, 0.75], 400)
    happened = np.tile([1.0, 0.0, 0.0, 0.0], 100)
    happened = np.concatenate([happened, 1.0 - happened])
    judged = measures.of_probabilities(said, happened)
    assert judged["calibration_error"] == pytest.approx(0.0)
    assert judged["brier_score"] == pytest.approx(0.25 * 0.75)
    assert measures.of_probabilities(1.0 - said, happened)["calibration_error"] == pytest.approx(
        0.5
    )


@given(st.lists(st.sampled_from([0.1, 0.2, 0.5, 0.9]), min_size=1, max_size=60))
def test_equal_predictions_stay_in_one_bucket(values: list[float]) -> None:
    predicted = np.array(values)
    table = measures.buckets(predicted, predicted)
    assert sum(row.customers for row in table) == len(values)
    assert len(table) <= len(set(values))
    assert [row.predicted for row in table] == sorted(row.predicted for row in table)


def test_the_last_period_is_repeated() -> None:
    now = population([0, 1, 2], recent=[1, 0, 2], following=[9, 9, 9])
    assert baselines.last_period(now).tolist() == [1.0, 0.0, 2.0]


def test_a_cell_predicts_what_followed_for_its_members_before() -> None:
    before = population([0, 0, 5, 5], recent=[0] * 4, following=[0, 1, 4, 6])
    now = population([0, 0, 5, 5], recent=[0] * 4, following=[9] * 4)
    assert baselines.rfm_cell_mean(before, now).tolist() == [0.5, 0.5, 5.0, 5.0]


def test_a_cell_that_nobody_was_in_predicts_the_mean_of_all() -> None:
    before = population([3, 3, 3, 3], recent=[0] * 4, following=[1, 2, 3, 2])
    now = population([0, 0, 5, 5], recent=[0] * 4, following=[9] * 4)
    assert baselines.rfm_cell_mean(before, now).tolist()[2:] == [2.0, 2.0]


def test_what_follows_now_is_never_looked_at() -> None:
    before = population([0, 0, 5, 5], recent=[0] * 4, following=[0, 1, 4, 6])
    one = population([0, 0, 5, 5], recent=[1] * 4, following=[0] * 4)
    other = population([0, 0, 5, 5], recent=[1] * 4, following=[7] * 4)
    assert np.array_equal(
        baselines.rfm_cell_mean(before, one), baselines.rfm_cell_mean(before, other)
    )


def drawn(factor: float) -> tuple[Floats, Floats]:
    draws = np.random.default_rng(11)
    predicted = draws.gamma(1.0, 1.0, 20_000)
    return predicted, draws.poisson(predicted * factor).astype(np.float64)


def test_numbers_that_are_half_of_what_comes_are_doubled() -> None:
    predicted, came = drawn(2.0)
    bend = Recalibration.of_numbers(predicted, came)
    assert bend
    assert bend.slope == pytest.approx(1.0, abs=0.05)
    assert bend.applied(predicted).mean() == pytest.approx(came.mean(), rel=0.01)


def test_chances_that_are_too_bold_are_drawn_in() -> None:
    draws = np.random.default_rng(12)
    logit = draws.normal(0.0, 1.0, 20_000)
    happened = (draws.uniform(size=20_000) < 1 / (1 + np.exp(-logit / 2))).astype(np.float64)
    bend = Recalibration.of_chances(1 / (1 + np.exp(-logit)), happened)
    assert bend
    assert bend.slope == pytest.approx(0.5, abs=0.05)


def test_recalibration_keeps_the_order_and_never_turns_it_round() -> None:
    predicted, came = drawn(1.0)
    bend = Recalibration.of_numbers(predicted, came)
    assert bend
    assert np.all(np.diff(bend.applied(np.sort(predicted))) >= 0)
    assert (
        Recalibration.of_numbers(
            predicted, came.max() - 0 * came - np.minimum(predicted, came.max())
        )
        is None
    )


def test_nothing_is_learned_where_nothing_came() -> None:
    predicted = np.array([0.1, 0.2])
    assert Recalibration.of_numbers(predicted, np.zeros(2)) is None
    assert Recalibration.of_chances(predicted, np.zeros(2)) is None
    assert Recalibration.of_chances(predicted, np.ones(2)) is None
