"""The figures of segment quality are those of numpy and scipy."""

from __future__ import annotations

import duckdb
import numpy as np
import pytest
from scipy import stats

from tests.segmentation.rendering import render

MODEL = "int_segmentation__segments_measured"


@pytest.mark.parametrize("seed", range(5))
def test_eta_squared_is_that_of_an_analysis_of_variance(seed: int) -> None:
    random = np.random.default_rng(seed)
    values = random.lognormal(3, 1, 400)
    is_member = random.random(400) < 1 / (2 + np.exp(-values / 20))
    connection = duckdb.connect()
    connection.execute(
        "create table int_segmentation__customers_measured "
        "(customer_id integer, measure varchar, currency varchar, measured_value double)"
    )
    connection.executemany(
        "insert into int_segmentation__customers_measured values (?, 'm', null, ?)",
        [(number, float(value)) for number, value in enumerate(values)],
    )
    connection.execute(
        "create table int_segmentation__segments_matched as "
        "select unnest($1::integer[]) as customer_id, 's' as segment_id",
        [[int(number) for number in np.flatnonzero(is_member)]],
    )
    connection.execute(
        "create table int_segmentation__segments_sized as "
        "select 's' as segment_id, true as is_in_force"
    )
    connection.execute(
        "create table segment_quality_settings as "
        "select 'minimum_published_count' as setting, 10 as setting_value"
    )
    result = connection.execute(render(MODEL, "2026-01-01"))
    names = [column[0] for column in result.description or ()]
    (row,) = result.fetchall()
    found = dict(zip(names, row, strict=True))
    members, rest = values[is_member], values[~is_member]

    # F = (eta2 / 1) / ((1 - eta2) / (n - 2)), solved for eta squared.
    f_value = stats.f_oneway(members, rest).statistic
    assert found["eta_squared"] == pytest.approx(f_value / (f_value + len(values) - 2))
    assert found["member_mean"] == pytest.approx(members.mean())
    assert found["rest_mean"] == pytest.approx(rest.mean())
    assert found["deviation_ratio"] == pytest.approx(members.std(ddof=1) / values.std(ddof=1))
    assert found["variation_ratio"] == pytest.approx(
        stats.variation(members, ddof=1) / stats.variation(values, ddof=1)
    )
