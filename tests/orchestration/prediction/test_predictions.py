"""The predictions as a run writes them down, over small warehouses of simulated buyers."""

import functools
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pytest
import yaml

from orchestration.lib.prediction.predictions import NO_AMOUNT, TABLES, compute_predictions

ROOT = Path(__file__).resolve().parents[3]
NOW = datetime.fromisoformat("2026-10-31")
PEOPLE = 700

OrderDay = tuple[str, str, date, float | None]


def order_days(seed: int = 1, people: int = PEOPLE, years: int = 3) -> list[OrderDay]:
    """Days with orders of people who buy by the model's own process."""
    return list(_order_days(seed, people, years))


@functools.cache
def _order_days(seed: int, people: int, years: int) -> tuple[OrderDay, ...]:
    draws = np.random.default_rng(seed)
    rows: list[OrderDay] = []
    for number in range(people):
        day = NOW.date() - timedelta(days=int(draws.integers(5, 365 * years)))
        rate, leaves = draws.gamma(0.9) / 110.0, draws.beta(0.7, 4.2)
        basket = 37.5 / draws.gamma(4.0)
        seen: set[date] = set()
        while day <= NOW.date():
            if day not in seen:
                rows.append((f"c{number:04}", "EUR", day, 1.0 + draws.gamma(6.0) * basket))
            repeated, seen = bool(seen), seen | {day}
            if repeated and draws.uniform() < leaves:
                break
            day += timedelta(days=int(min(draws.exponential(1 / rate), 4000.0)))
    return tuple(rows)


def fill(connection: duckdb.DuckDBPyConnection, rows: list[OrderDay]) -> None:
    connection.execute("create schema if not exists activity")
    connection.execute(
        "create or replace table activity.int_activity__order_days "
        "(customer_id varchar, currency varchar, order_date date, amount decimal(18, 2))"
    )
    columns = zip(*rows, strict=True)
    names = ("customer_id", "currency", "order_date", "amount")
    connection.register("given", pa.table(dict(zip(names, map(list, columns), strict=True))))
    connection.execute("insert into activity.int_activity__order_days from given")
    connection.unregister("given")


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """A warehouse with the seed's settings and the Python-owned tables, and no order yet."""
    sources = yaml.safe_load(
        (ROOT / "models/marts/profiling/_engine__sources.yml").read_text("utf-8")
    )
    tables = {table["name"]: table for table in sources["sources"][0]["tables"]}
    with duckdb.connect() as opened:
        opened.execute("create schema rules; create schema engine; create schema input")
        opened.execute(f"create table input.run_clock as select timestamp '{NOW}' as as_of_at")
        opened.execute(
            "create table rules.prediction_settings as "
            f"from read_csv('{ROOT}/seeds/rules/prediction_settings.csv')"
        )
        for name in TABLES:
            columns = ", ".join(
                f"{column['name']} {column['data_type']}" for column in tables[name]["columns"]
            )
            opened.execute(f"create table engine.{name} ({columns})")
        yield opened


def predictions(connection: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    found = connection.sql("from engine.customer_predictions order by customer_id")
    rows: list[dict[str, Any]] = found.to_arrow_table().to_pylist()
    return rows


def test_every_buyer_has_a_prediction_that_agrees_with_itself(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    fill(connection, order_days())
    outcome = compute_predictions(connection)
    rows = predictions(connection)
    assert outcome.customers == outcome.predicted == len(rows) == PEOPLE
    for row in rows:
        assert 0.0 <= row["order_probability_90_days"] <= row["probability_alive"] <= 1.0
        assert row["expected_order_count_90_days"] > 0.0
        assert row["expected_amount_365_days"] == pytest.approx(
            row["expected_order_count_365_days"] * row["expected_order_amount"]
        )
        assert row["computed_at"] == NOW
        assert row["abstained_reason"] is None


def test_a_next_order_is_dated_only_for_whom_one_is_expected(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    fill(connection, order_days())
    compute_predictions(connection)
    dated = [row for row in predictions(connection) if row["expected_next_order_at"]]
    assert 0 < len(dated) < PEOPLE
    for row in dated:
        assert row["probability_alive"] >= 0.5
        assert NOW < row["expected_next_order_at"] <= NOW + timedelta(days=730)


def test_the_examination_knows_nothing_of_what_it_foretells(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    """Orders of the held out quarter change what came, and not one figure of what was said."""
    rows = order_days()
    cut = NOW.date() - timedelta(days=90)
    fill(connection, rows)
    compute_predictions(connection)
    said = "select bucket, predicted_mean from engine.prediction_calibration where horizon_days = "
    said += "90 and target = 'order_count' order by predictor, bucket"
    before = connection.sql(said).fetchall()
    fill(connection, [row for row in rows if row[2] <= cut] + [("c0001", "EUR", NOW.date(), 5.0)])
    compute_predictions(connection)
    assert connection.sql(said).fetchall() == before


def test_only_the_year_is_bent_and_only_where_that_lessens_the_error(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    fill(connection, order_days())
    outcome = compute_predictions(connection)
    quarter, year = outcome.examinations
    assert (quarter.horizon_days, year.horizon_days) == (90, 365)
    assert quarter.orders_bend is None
    assert quarter.chances_bend is None
    for bend, target, measure in (
        (year.orders_bend, "order_count", "root_mean_square_error"),
        (year.chances_bend, "has_ordered", "log_loss"),
    ):
        bent = year.figure(target, "bg_nbd_recalibrated", measure)
        plain = year.figure(target, "bg_nbd", measure)
        assert bent is not None
        assert plain is not None
        assert (bend is not None) == (bent < plain)


def test_half_a_year_of_orders_is_not_examined(connection: duckdb.DuckDBPyConnection) -> None:
    since = NOW.date() - timedelta(days=170)
    fill(connection, [row for row in order_days(people=4000) if row[2] >= since])
    outcome = compute_predictions(connection)
    assert outcome.predicted > 0
    assert outcome.examinations == []


def test_too_few_repeat_buyers_give_no_prediction_but_the_reason(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    fill(connection, order_days(people=60))
    outcome = compute_predictions(connection)
    assert outcome.predicted == 0
    rows = predictions(connection)
    assert len(rows) == 60
    assert all("customers ordered more than once" in row["abstained_reason"] for row in rows)
    assert all(row["expected_order_count_365_days"] is None for row in rows)
    assert connection.sql("from engine.prediction_parameters").fetchall() == []


def test_a_currency_of_few_buyers_has_orders_and_no_amounts(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    rows = order_days()
    pounds = {f"c{number:04}" for number in range(20)}
    fill(
        connection,
        [(row[0], "GBP" if row[0] in pounds else row[1], row[2], row[3]) for row in rows],
    )
    compute_predictions(connection)
    for row in predictions(connection):
        is_thin = row["customer_id"] in pounds
        assert (row["expected_amount_365_days"] is None) == is_thin
        assert row["abstained_reason"] == (NO_AMOUNT if is_thin else None)
        assert row["expected_order_count_365_days"] > 0.0


def test_amounts_of_two_currencies_are_two_models(connection: duckdb.DuckDBPyConnection) -> None:
    rows = order_days()
    rows += [(f"y{who}", "JPY", day, (amount or 0) * 160) for who, _, day, amount in order_days(2)]
    fill(connection, rows)
    compute_predictions(connection)
    means = dict(
        connection.sql(
            "select currency, avg(expected_order_amount) from engine.customer_predictions "
            "group by currency"
        ).fetchall()
    )
    assert means["JPY"] / means["EUR"] == pytest.approx(160, rel=0.2)


def test_a_day_without_an_amount_is_a_day_with_an_order(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    rows = order_days()
    fill(connection, rows)
    compute_predictions(connection)
    known = predictions(connection)
    changed = [row if row[0] != "c0003" else (row[0], row[1], row[2], None) for row in rows]
    fill(connection, changed)
    compute_predictions(connection)
    after = predictions(connection)
    assert after[3]["expected_order_count_365_days"] == pytest.approx(
        known[3]["expected_order_count_365_days"]
    )
    assert after[3]["expected_order_amount"] > 0


def test_the_order_of_rows_and_a_second_run_change_nothing(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    rows = order_days()
    fill(connection, rows)
    compute_predictions(connection)
    first = predictions(connection)
    compute_predictions(connection)
    assert predictions(connection) == first
    fill(connection, rows[::-1])
    compute_predictions(connection)
    assert predictions(connection) == first


def test_an_empty_base_is_no_error(connection: duckdb.DuckDBPyConnection) -> None:
    fill(connection, [("c1", "EUR", NOW.date(), 5.0)])
    connection.execute("delete from activity.int_activity__order_days")
    outcome = compute_predictions(connection)
    assert (outcome.customers, outcome.predicted) == (0, 0)
