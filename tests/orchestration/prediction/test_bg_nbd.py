"""The buying model says what its definition says, for any parameters and any history."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, special

from orchestration.lib.prediction.bg_nbd import BgNbd, Histories, likelihood_and_gradient
from orchestration.lib.prediction.fitting import Floats, NotFittedError

MODEL = BgNbd(r=0.9, alpha=110.0, a=0.7, b=4.2)


@st.composite
def models(draw: st.DrawFn) -> BgNbd:
    return BgNbd(
        # Whole numbers among them, where hypergeometric functions have their holes.
        r=draw(st.floats(0.05, 5.0) | st.sampled_from([1.0, 2.0, 3.0])),
        alpha=draw(st.floats(0.5, 500.0)),
        a=draw(st.floats(0.05, 5.0) | st.sampled_from([1.0, 2.0, 3.0])),
        b=draw(st.floats(0.05, 20.0) | st.sampled_from([1.0, 2.0, 4.0, 18.0])),
    )


@st.composite
def histories(draw: st.DrawFn) -> Histories:
    age = draw(st.floats(0.0, 2000.0))
    # Orders are counted by days, so there are no more of them than days.
    x = draw(st.integers(0, min(int(age), 200)))
    t_x = draw(st.floats(0.0, 1.0)) * age if x else 0.0
    return one(x, t_x, age)


def one(x: float, t_x: float, age: float) -> Histories:
    return Histories.of(np.array([float(x)]), np.array([t_x]), np.array([age]))


def by_definition(model: BgNbd, history: Histories, horizon: float) -> float:
    """Expected orders of one who still is a customer, integrated over what p may be.

    Given lambda and p, orders within t are (1 - exp(-lambda p t)) / p on average; lambda is
    Gamma(r + x, alpha + age), which integrates to a power, and p is Beta(a, b + x), which is the
    weight of a Gauss-Jacobi quadrature.
    """
    shape, since = model.r + history.x[0], model.alpha + history.age[0]
    points, weights = special.roots_jacobi(120, model.b + history.x[0] - 1.0, model.a - 1.0)
    p = (1.0 + points) / 2.0
    orders = -np.expm1(-shape * np.log1p(p * horizon / since)) / p
    return float(np.dot(weights, orders) / weights.sum())


@settings(max_examples=100, deadline=None)
@given(model=models(), history=histories(), horizon=st.floats(0.1, 1000.0))
def test_expected_orders_are_the_integral_of_their_definition(
    model: BgNbd, history: Histories, horizon: float
) -> None:
    expected = by_definition(model, history, horizon) * model.probability_alive(history)[0]
    found = model.expected_orders(history, horizon)[0]
    assert found == pytest.approx(expected, rel=1e-4, abs=1e-9)


@settings(max_examples=200, deadline=None)
@given(model=models(), history=histories(), horizon=st.floats(0.1, 1000.0))
def test_probabilities_are_probabilities_and_longer_means_more(
    model: BgNbd, history: Histories, horizon: float
) -> None:
    alive = model.probability_alive(history)[0]
    soon = model.order_probability(history, horizon)[0]
    later = model.order_probability(history, horizon * 2)[0]
    orders = model.expected_orders(history, horizon)[0]
    assert 0.0 <= soon <= later <= alive <= 1.0
    assert np.isfinite(orders)
    # At least one order is likely at most as often as orders are expected (Markov).
    assert soon <= orders * (1 + 1e-9) + 1e-12
    assert orders <= model.expected_orders(history, horizon * 2)[0] * (1 + 1e-9)


@given(age=st.floats(0.0, 2000.0))
def test_who_ordered_once_is_still_a_customer(age: float) -> None:
    assert MODEL.probability_alive(one(0, 0.0, age))[0] == 1.0


def test_a_long_silence_after_many_orders_says_more_than_after_few() -> None:
    few = MODEL.probability_alive(one(2, 300.0, 700.0))[0]
    many = MODEL.probability_alive(one(12, 300.0, 700.0))[0]
    assert many < few < MODEL.probability_alive(one(2, 600.0, 700.0))[0]


def test_hundreds_of_orders_overflow_nothing() -> None:
    busy = one(700, 1090.0, 1095.0)
    assert MODEL.expected_orders(busy, 365.0)[0] == pytest.approx(
        by_definition_monte_carlo(MODEL, busy, 365.0), rel=0.02
    )


def by_definition_monte_carlo(model: BgNbd, history: Histories, horizon: float) -> float:
    draws = np.random.default_rng(5)
    p = draws.beta(model.a, model.b + history.x[0], 400_000)
    rate = draws.gamma(model.r + history.x[0], 1.0, 400_000) / (model.alpha + history.age[0])
    orders = -np.expm1(-rate * p * horizon) / p
    return float(orders.mean() * model.probability_alive(history)[0])


def test_an_a_of_exactly_one_is_no_hole() -> None:
    near = BgNbd(0.9, 110.0, 1.0 + 1e-5, 4.2).expected_orders(one(3, 200.0, 400.0), 365.0)[0]
    assert BgNbd(0.9, 110.0, 1.0, 4.2).expected_orders(one(3, 200.0, 400.0), 365.0)[
        0
    ] == pytest.approx(near, rel=1e-3)


def test_half_of_those_who_stay_order_within_the_median_wait() -> None:
    history = one(3, 200.0, 400.0)
    wait = float(MODEL.median_wait(history)[0])
    alive = MODEL.probability_alive(history)[0]
    assert MODEL.order_probability(history, wait)[0] / alive == pytest.approx(0.5)


@settings(max_examples=50, deadline=None)
@given(model=models(), people=st.lists(histories(), min_size=1, max_size=5))
def test_the_gradient_is_that_of_the_likelihood(model: BgNbd, people: list[Histories]) -> None:
    joined = Histories(
        *(
            np.concatenate([getattr(person, part) for person in people])
            for part in ("x", "t_x", "age", "weight")
        )
    )
    point = np.array([model.r, model.alpha, model.a, model.b])

    def value(parameters: Floats) -> float:
        return likelihood_and_gradient(parameters, joined)[0]

    measured = optimize.approx_fprime(point, value, 1e-6 * point)
    assert likelihood_and_gradient(point, joined)[1] == pytest.approx(measured, rel=1e-2, abs=1e-2)


def test_a_weight_is_as_many_customers() -> None:
    x, t_x, age = np.array([0.0, 3.0]), np.array([0.0, 90.0]), np.array([50.0, 200.0])
    twice = Histories.of(np.tile(x, 2), np.tile(t_x, 2), np.tile(age, 2))
    weighted = Histories.of(x, t_x, age, np.array([2.0, 2.0]))
    assert MODEL.log_likelihood(twice) == pytest.approx(MODEL.log_likelihood(weighted))


@pytest.mark.parametrize(
    "history", [(-1.0, 0.0, 5.0), (1.0, 6.0, 5.0), (0.0, 1.0, 5.0), (1.0, -1.0, 5.0)]
)
def test_an_impossible_history_is_refused(history: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="A history needs"):
        one(*history)


def test_buyers_who_never_come_back_determine_no_model() -> None:
    nobody = np.zeros(500)
    with pytest.raises(NotFittedError):
        BgNbd.fit(Histories.of(nobody, nobody, np.linspace(1.0, 500.0, 500)))


@pytest.mark.parametrize(
    "model",
    [
        BgNbd(r=1.0, alpha=1.0, a=2.0, b=1.0),
        BgNbd(r=1.9, alpha=1.0, a=1.9, b=18.0),
        BgNbd(r=1.0, alpha=1.0, a=0.5, b=0.5),
        BgNbd(r=2.0, alpha=1.0, a=1.0, b=1.0),
    ],
)
@pytest.mark.parametrize("horizon", [5.0, 9.0, 10.0, 900.0])
def test_holes_of_the_hypergeometric_function_are_bridged(model: BgNbd, horizon: float) -> None:
    for history in (one(0, 0.0, 0.0), one(0, 0.0, 40.0), one(3, 20.0, 40.0), one(99, 99.0, 100.0)):
        expected = by_definition(model, history, horizon) * model.probability_alive(history)[0]
        assert model.expected_orders(history, horizon)[0] == pytest.approx(expected, rel=1e-4)
