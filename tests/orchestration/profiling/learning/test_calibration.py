"""The calibration error is small where predictions are right, and shows where they are not."""

import numpy as np
import pytest

from orchestration.lib.profiling.learning.calibration import expanded, judge, reliability_table


def drawn(cases: int, tilt: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """Return predictions, and outcomes that come by as much more often as the tilt says."""
    draws = np.random.default_rng(2)
    predicted = draws.uniform(0.1, 0.8, cases)
    return predicted, (draws.uniform(size=cases) < predicted + tilt).astype(np.float64)


def test_right_probabilities_have_the_error_that_chance_makes() -> None:
    judged = judge(*drawn(5000))
    assert judged["calibration_error"] == pytest.approx(
        judged["calibration_error_by_chance"], rel=0.6
    )


def test_probabilities_too_low_by_a_tenth_have_an_error_of_a_tenth() -> None:
    judged = judge(*drawn(20_000, tilt=0.1))
    assert judged["calibration_error"] == pytest.approx(0.1, abs=0.015)


def test_the_reliability_table_shows_what_came_of_each_tenth() -> None:
    table = reliability_table(*drawn(20_000, tilt=0.1))
    assert [row.customers for row in table] == [2000] * 10
    assert all(row.actual - row.predicted == pytest.approx(0.1, abs=0.05) for row in table)


def test_counted_groups_are_written_out_case_by_case() -> None:
    predicted, happened = expanded(np.array([0.2, 0.7]), np.array([3.0, 2.0]), np.array([1.0, 2.0]))
    assert predicted.tolist() == [0.2, 0.2, 0.2, 0.7, 0.7]
    assert happened.tolist() == [1, 0, 0, 1, 1]
