"""Predicts what every buyer will do, examines the predictions, and writes both down.

Parameters are few and learned in Python; they are applied to all customers at once. Nothing is
predicted where the data are too thin, and the reason is written instead.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from orchestration.lib.prediction.fitting import Floats, NotFittedError
from orchestration.lib.prediction.holdout import Examination, examine
from orchestration.lib.prediction.models import Models
from orchestration.lib.prediction.population import Population, read_population
from orchestration.lib.prediction.recalibration import Recalibration
from orchestration.lib.prediction.season import Season, read_season
from orchestration.lib.warehouse.clock import moment_of_run

TABLES = (
    "customer_predictions",
    "prediction_parameters",
    "prediction_quality",
    "prediction_calibration",
)


NO_AMOUNT = "too few buyers in this currency to expect an amount"


@dataclass(frozen=True)
class Outcome:
    """What a run predicted.

    Attributes:
        customers: Buyers who were considered.
        predicted: How many of them have a prediction.
        reason: Why there is none, where the whole run abstained.
        examinations: The errors on what was held out, by horizon.
    """

    customers: int
    predicted: int
    reason: str | None
    examinations: Sequence[Examination] = field(default_factory=list)


def compute_predictions(
    connection: duckdb.DuckDBPyConnection, as_of_at: datetime | None = None
) -> Outcome:
    """Predict for every profiled buyer, and replace the Python-owned tables of predictions.

    Args:
        connection: An open connection to a built warehouse, for writing.
        as_of_at: The moment to predict from, UTC without a zone; by default the run's own.

    Returns: What was predicted, in numbers. The tables are replaced in one transaction.
    """
    moment = as_of_at or moment_of_run(connection)
    settings = _settings(connection)
    until = _last_day(connection, moment)
    population = read_population(connection, until, int(settings["quarter_days"]))
    tables: dict[str, pa.Table] = {}
    try:
        models = Models.fit(population, settings)
        examinations = _examine_all(connection, until, settings)
    except NotFittedError as error:
        reason = str(error)
        tables["customer_predictions"] = _abstained(population, reason, moment)
        _replace(connection, tables)
        return Outcome(len(population), 0, reason)
    season = read_season(connection, until, int(settings["quarter_days"]), settings)
    tables["customer_predictions"] = _predicted(
        population, models, season, examinations, settings, moment
    )
    tables["prediction_parameters"] = _parameters(models, season, moment)
    tables["prediction_quality"] = _quality(examinations, moment)
    tables["prediction_calibration"] = _calibration(examinations, moment)
    _replace(connection, tables)
    return Outcome(len(population), len(population), None, examinations)


def _last_day(connection: duckdb.DuckDBPyConnection, moment: datetime) -> date:
    """Return the last day of which orders are known: at midnight it is the day before, unless the
    shops' wall clocks were ahead and sold on the new day."""
    rows = connection.sql(
        "select max(order_date) from activity.int_activity__order_days"
    ).fetchall()
    day = (moment - timedelta(microseconds=1)).date()
    return max(day, rows[0][0] or day)


def _examine_all(
    connection: duckdb.DuckDBPyConnection, until: date, settings: Mapping[str, float]
) -> list[Examination]:
    """Examine both horizons, each only where twice its length is known."""
    rows = connection.sql(
        "select min(order_date) from activity.int_activity__order_days"
    ).fetchall()
    known_days = (until - rows[0][0]).days if rows[0][0] else 0
    examinations = []
    for name, is_whole_year in (("quarter_days", False), ("year_days", True)):
        horizon = int(settings[name])
        if known_days < 2 * horizon:
            continue
        try:
            examinations.append(
                examine(connection, until, horizon, settings, is_whole_year=is_whole_year)
            )
        except NotFittedError:
            # Today there are enough repeat buyers, one horizon ago there were not.
            continue
    return examinations


def _predicted(
    population: Population,
    models: Models,
    season: Season,
    examinations: Sequence[Examination],
    settings: Mapping[str, float],
    moment: datetime,
) -> pa.Table:
    year, quarter = settings["year_days"], season.pace * settings["quarter_days"]
    orders_bend = chances_bend = None
    for examination in examinations:
        if examination.horizon_days == year:
            orders_bend, chances_bend = examination.orders_bend, examination.chances_bend
    buying, histories = models.buying, population.histories
    alive = buying.probability_alive(histories)
    year_orders = _bent(buying.expected_orders(histories, year), orders_bend)
    amount = models.expected_amount(population)
    has_amount = np.isfinite(amount)
    wait = buying.median_wait(histories)
    expects = (alive >= settings["alive_for_next_order"]) & (
        wait <= settings["furthest_next_order_days"]
    )
    start = np.datetime64(moment, "s")
    days = np.where(expects, wait, 0.0)
    next_at = start + (days * 86_400).astype("timedelta64[s]")
    return _per_customer(
        population,
        moment,
        {
            "probability_alive": pa.array(alive),
            "order_probability_90_days": pa.array(buying.order_probability(histories, quarter)),
            "order_probability_365_days": pa.array(
                _bent(buying.order_probability(histories, year), chances_bend)
            ),
            "expected_order_count_90_days": pa.array(buying.expected_orders(histories, quarter)),
            "expected_order_count_365_days": pa.array(year_orders),
            "expected_order_amount": pa.array(amount, mask=~has_amount),
            "expected_amount_365_days": pa.array(year_orders * amount, mask=~has_amount),
            "expected_next_order_at": pa.array(next_at, mask=~expects),
            "is_recalibrated": pa.array(
                np.full(len(population), bool(orders_bend or chances_bend))
            ),
            "abstained_reason": pa.array([NO_AMOUNT] * len(population), mask=has_amount),
        },
    )


def _abstained(population: Population, reason: str, moment: datetime) -> pa.Table:
    return _per_customer(
        population, moment, {"abstained_reason": pa.array([reason] * len(population), pa.string())}
    )


def _per_customer(
    population: Population, moment: datetime, columns: Mapping[str, pa.Array]
) -> pa.Table:
    return pa.table(
        {
            "customer_id": population.customer_id,
            "currency": pa.array(population.currency.tolist(), pa.string()),
            **columns,
            "computed_at": _at(moment, len(population)),
        }
    )


def _parameters(models: Models, season: Season, moment: datetime) -> pa.Table:
    buying = models.buying
    rows: list[dict[str, Any]] = [
        {
            "model": "bg_nbd",
            "currency": None,
            "parameter": name,
            "value": getattr(buying, name),
            "customer_count": models.buyers,
            "log_likelihood": models.buying_likelihood,
        }
        for name in ("r", "alpha", "a", "b")
    ]
    rows.append(
        {
            "model": "season",
            "currency": None,
            "parameter": "pace",
            "value": season.pace,
            "customer_count": models.buyers,
            "log_likelihood": None,
        }
    )
    rows += [
        {
            "model": "gamma_gamma",
            "currency": currency,
            "parameter": name,
            "value": getattr(model, name),
            "customer_count": models.amounts_buyers[currency],
            "log_likelihood": models.amounts_likelihood[currency],
        }
        for currency, model in models.amounts.items()
        for name in ("p", "q", "gamma")
    ]
    return _rows(rows, moment)


def _quality(examinations: Sequence[Examination], moment: datetime) -> pa.Table:
    return _rows(
        [
            {
                "horizon_days": examination.horizon_days,
                "target": row.target,
                "predictor": row.predictor,
                "measure": row.name,
                "value": row.value,
                "customer_count": examination.customers,
                "trained_until_date": examination.trained_until,
            }
            for examination in examinations
            for row in examination.figures
        ],
        moment,
    )


def _calibration(examinations: Sequence[Examination], moment: datetime) -> pa.Table:
    return _rows(
        [
            {
                "horizon_days": examination.horizon_days,
                "target": target,
                "predictor": predictor,
                "bucket": bucket.number,
                "customer_count": bucket.customers,
                "predicted_mean": bucket.predicted,
                "actual_mean": bucket.actual,
                "trained_until_date": examination.trained_until,
            }
            for examination in examinations
            for (target, predictor), table in examination.tables.items()
            for bucket in table
        ],
        moment,
    )


def _rows(rows: Sequence[Mapping[str, Any]], moment: datetime) -> pa.Table:
    return pa.Table.from_pylist([{**row, "computed_at": moment} for row in rows])


def _at(moment: datetime, count: int) -> pa.Array:
    return pa.array(np.full(count, np.datetime64(moment, "us")))


def _bent(predicted: Floats, bend: Recalibration | None) -> Floats:
    return bend.applied(predicted) if bend else predicted


def _replace(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, pa.Table]) -> None:
    """Replace the content of all four tables at once; a table without rows becomes empty."""
    connection.begin()
    try:
        for name in TABLES:
            connection.execute(f"delete from engine.{name}")
            if name in tables and tables[name].num_rows:
                connection.register("new_rows", tables[name])
                connection.execute(f"insert into engine.{name} by name select * from new_rows")
                connection.unregister("new_rows")
        connection.commit()
    except duckdb.Error:
        connection.rollback()
        raise


def _settings(connection: duckdb.DuckDBPyConnection) -> dict[str, float]:
    rows = connection.sql(
        "select setting_name, setting_value from rules.prediction_settings"
    ).fetchall()
    return dict(rows)
