"""The rank correlation that SQL computes is Spearman's, ties and gaps included."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from tests.segmentation.models import rows_of_model


@pytest.mark.parametrize("seed", range(5))
def test_the_coefficient_is_that_of_scipy_in_any_order_of_rows(seed: int) -> None:
    source = np.random.default_rng(seed)
    x = source.integers(0, 6, 60)
    y = x + source.integers(0, 9, 60)
    known = source.random(60) < 0.8
    rows = [(f"c{n}", "m1", int(value)) for n, value in enumerate(x)]
    rows += [(f"c{n}", "m2", int(value)) for n, value in enumerate(y) if known[n]]
    source.shuffle(rows)
    rows = [(str(customer), str(measure), int(value)) for customer, measure, value in rows]
    found = rows_of_model(
        "insight",
        "int_insight__measures_correlated",
        {
            "int_insight__measures_unpivoted": (
                "customer_id text, measure_id text, measured_value double",
                rows,
            ),
            "int_insight__bases_matched": (
                "base_id text, base_rule_id text, customer_id text",
                [("all", "all", f"c{n}") for n in range(60)],
            ),
            "int_insight__targets_matched": (
                "target_id text, target_rule_id text, customer_id text",
                [],
            ),
            "profiling_bases": ("base_id text, is_correlated boolean", [("all", True)]),
            "profiling_targets": ("target_id text, is_correlated boolean", []),
        },
        profiling_limit=lambda _: "1000",
    )
    expected = stats.spearmanr(x[known], y[known]).statistic

    assert found["all"]["customer_count"] == int(known.sum())
    assert found["all"]["coefficient"] == pytest.approx(expected)
