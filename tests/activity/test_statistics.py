"""The formulas are those of the papers they name."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from tests.activity.rendered_sql import macro, run, value, values

Z = "1.959963984540054"
# Table II of Newcombe (1998): the differences he compares methods on, and method 10's interval.
NEWCOMBE = [
    ((56, 70), (48, 80), (0.0524, 0.3339)),
    ((9, 10), (3, 10), (0.1705, 0.8090)),
    ((6, 7), (2, 7), (0.0582, 0.8062)),
    ((5, 56), (0, 29), (-0.0381, 0.1926)),
    ((0, 10), (0, 20), (-0.1611, 0.2775)),
    ((0, 10), (0, 10), (-0.2775, 0.2775)),
    ((10, 10), (0, 20), (0.6791, 1.0000)),
    ((10, 10), (0, 10), (0.6075, 1.0000)),
]


def wilson(successes: int, cases: int, side: str) -> float:
    return value(macro("wilson_bound", str(successes), str(cases), Z, side))


def newcombe(first: tuple[int, int], second: tuple[int, int], side: str) -> float:
    other = {"lower": "upper", "upper": "lower"}[side]
    return value(
        macro(
            "newcombe_bound",
            str(first[0] / first[1]),
            str(wilson(*first, side)),
            str(second[0] / second[1]),
            str(wilson(*second, other)),
            side,
        )
    )


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_bounds_of_a_share_are_those_of_scipy(share: tuple[int, int]) -> None:
    reference = stats.binomtest(*share).proportion_ci(0.95, method="wilson")
    assert wilson(*share, "lower") == pytest.approx(reference.low, abs=1e-9)
    assert wilson(*share, "upper") == pytest.approx(reference.high, abs=1e-9)


@pytest.mark.parametrize(("first", "second", "bounds"), NEWCOMBE)
def test_bounds_of_a_difference_are_those_that_newcombe_printed(
    first: tuple[int, int], second: tuple[int, int], bounds: tuple[float, float]
) -> None:
    found = newcombe(first, second, "lower"), newcombe(first, second, "upper")
    assert found == pytest.approx(bounds, abs=5e-5)


@pytest.mark.parametrize("difference", [0.0, 0.01, -0.03, 0.2])
@pytest.mark.parametrize(("variance", "spread"), [(1e-4, 0.02), (4e-3, 0.01)])
def test_the_p_value_is_one_over_the_mixture_of_likelihood_ratios(
    difference: float, variance: float, spread: float
) -> None:
    width = np.sqrt(variance)

    def weighted(effect: float) -> float:
        return float(
            stats.norm.pdf(difference, effect, width) * stats.norm.pdf(effect, 0.0, spread)
        )

    mixture, _ = integrate.quad(weighted, -1.0, 1.0, points=[0.0, difference], limit=500)
    expected = min(1.0, stats.norm.pdf(difference, 0.0, width) / mixture)
    found = value(macro("always_valid_p", f"({difference})", str(variance), str(spread)))
    assert found == pytest.approx(expected, rel=1e-6)


def test_a_p_value_without_variance_or_spread_claims_nothing() -> None:
    assert value(macro("always_valid_p", "0.5", "0", "0.1")) == 1.0
    assert value(macro("always_valid_p", "0.5", "0.1", "0")) == 1.0
    assert value(macro("always_valid_p", "1000", "0.0001", "1")) < 1e-100


@settings(deadline=None, max_examples=40)
@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=40))
def test_corrected_p_values_are_those_of_scipy(p_values: list[float]) -> None:
    rows = ", ".join(f"({number}, {p}::double)" for number, p in enumerate(p_values))
    corrected = macro("false_discovery_q", "p", "p_rank", "size", "family")
    query = (
        f"select list(q order by number) from (select number, {corrected} as q from ("
        "select *, 1 as family, count(*) over () as size, "
        "row_number() over (order by p, number) as p_rank "
        f"from (values {rows}) as t(number, p)))"
    )
    found = values(query)
    assert found == pytest.approx(stats.false_discovery_control(p_values), abs=1e-12)


@pytest.mark.parametrize(("first", "second"), [(0.05, 0.065), (0.1, 0.13), (0.4, 0.5)])
def test_as_many_as_are_needed_find_the_difference_four_times_in_five(
    first: float, second: float
) -> None:
    arm = int(value(macro("needed_arm_count", str(first), str(second), Z, "0.8416212")))
    draws = np.random.default_rng(1).binomial(arm, [[first], [second]], size=(2, 40_000)) / arm
    pooled = draws.mean(axis=0)
    score = (draws[1] - draws[0]) / np.sqrt(2.0 * pooled * (1.0 - pooled) / arm)
    assert (np.abs(score) > 1.96).mean() == pytest.approx(0.8, abs=0.01)


@pytest.mark.parametrize(
    ("first", "second"), [((0.05, 3000), (0.05, 3000)), ((0.06, 5000), (0.025, 250))]
)
def test_bounds_hold_the_true_difference_as_often_as_they_say(
    first: tuple[float, int], second: tuple[float, int]
) -> None:
    worlds, rng = 4000, np.random.default_rng(2)
    scope = [f"w{number}" for number in range(worlds)]
    cells = {
        "scope": ["kind"] * worlds * 2,
        "scope_id": scope * 2,
        **{name: ["all"] * worlds * 2 for name in ("group_type", "group_id")},
        "membership_basis": ["at_sending"] * worlds * 2,
        "arm": ["A"] * worlds + ["held"] * worlds,
        "measured_count": [first[1]] * worlds + [second[1]] * worlds,
        "visited_count": np.concatenate([rng.binomial(n, p, worlds) for p, n in (first, second)]),
        **{
            name: [0] * worlds * 2
            for name in ("ordered_count", "order_amount", "squared_order_amount")
        },
    }
    arms = run("int_segmentation__campaign_arms", {"int_segmentation__campaign_cells": cells}, "*")
    uplifts = run(
        "int_segmentation__campaign_uplifts",
        {"int_segmentation__campaign_arms": arms},
        "measure, uplift_lower_bound, uplift_upper_bound",
    )
    truth = first[0] - second[0]
    bounds = zip(uplifts["uplift_lower_bound"], uplifts["uplift_upper_bound"], strict=True)
    covered = [
        low <= truth <= high
        for measure, (low, high) in zip(uplifts["measure"], bounds, strict=True)
        if measure == "visited"
    ]
    assert len(covered) == worlds
    assert np.mean(covered) >= 0.94
