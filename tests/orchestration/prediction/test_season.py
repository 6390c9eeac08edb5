"""A season is found where there was one the year before, and only there."""

from datetime import date, timedelta

import duckdb
import pytest

from orchestration.lib.prediction.season import YEAR_DAYS, read_season
from tests.orchestration.prediction.test_predictions import NOW, OrderDay, fill, order_days

SETTINGS = {"least_repeat_customers": 100, "least_customers_with_amounts": 50}
UNTIL = NOW.date() - timedelta(days=30)
QUARTER = 90


def is_in_last_years_quarter(day: date) -> bool:
    return 0 < (day - (UNTIL - timedelta(days=YEAR_DAYS))).days <= QUARTER


def pace_of(rows: list[OrderDay]) -> float:
    with duckdb.connect() as connection:
        fill(connection, rows)
        return read_season(connection, UNTIL, QUARTER, SETTINGS).pace


@pytest.fixture(scope="module")
def rows() -> list[OrderDay]:
    return order_days(people=2_000, years=4)


def test_a_year_like_any_other_has_no_season(rows: list[OrderDay]) -> None:
    assert pace_of(rows) == 1.0


def test_a_busy_quarter_a_year_ago_quickens_the_coming_one(rows: list[OrderDay]) -> None:
    busy = [
        (who, currency, day + timedelta(days=1), amount)
        for who, currency, day, amount in rows
        if is_in_last_years_quarter(day)
    ]
    assert 1.3 < pace_of(sorted({*rows, *busy})) < 4.0


def test_a_dead_quarter_a_year_ago_slows_it(rows: list[OrderDay]) -> None:
    rarer = [row for row in rows if not is_in_last_years_quarter(row[2]) or row[2].day % 2]
    assert 0.2 < pace_of(rarer) < 0.8


def test_what_comes_now_is_not_looked_at(rows: list[OrderDay]) -> None:
    known = [row for row in rows if row[2] <= UNTIL]
    assert pace_of(known) == pace_of(rows)


def test_without_the_year_before_there_is_no_season() -> None:
    since = UNTIL - timedelta(days=YEAR_DAYS)
    assert pace_of([row for row in order_days(people=1500) if row[2] > since]) == 1.0
