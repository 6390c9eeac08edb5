"""The examination of the predictions: what they would have said a period ago, and what came."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import duckdb
import numpy as np

from orchestration.lib.prediction import baselines, measures
from orchestration.lib.prediction.fitting import Floats
from orchestration.lib.prediction.models import Models
from orchestration.lib.prediction.population import Population, read_population
from orchestration.lib.prediction.recalibration import Recalibration

MODEL, RECALIBRATED = "bg_nbd", "bg_nbd_recalibrated"
BASELINES = ("last_period", "rfm_cell_mean")
ORDERS, ORDERED, AMOUNT = "order_count", "has_ordered", "amount"


@dataclass(frozen=True)
class Measure:
    """One measured figure: of which predictor, for which target."""

    target: str
    predictor: str
    name: str
    value: float


@dataclass(frozen=True)
class Duel:
    """The model against a baseline: root mean square errors of the orders predicted."""

    baseline: str
    horizon_days: int
    error: float
    baseline_error: float

    @property
    def is_won(self) -> bool:
        """Whether the model errs less."""
        return self.error < self.baseline_error


@dataclass(frozen=True)
class Examination:
    """What came of the predictions for one horizon.

    Attributes:
        horizon_days: How far ahead was predicted.
        trained_until: The last day that the examined models knew.
        customers: How many customers were predicted.
        figures: Every measure of every predictor.
        tables: The calibration table by target and predictor.
        orders_bend: How to bend expected numbers, where that lessens the error.
        chances_bend: How to bend probabilities of an order, likewise.
    """

    horizon_days: int
    trained_until: date
    customers: int
    figures: list[Measure] = field(default_factory=list)
    tables: dict[tuple[str, str], list[measures.Bucket]] = field(default_factory=dict)
    orders_bend: Recalibration | None = None
    chances_bend: Recalibration | None = None

    def figure(self, target: str, predictor: str, name: str) -> float | None:
        """Return one measured figure; none where it was not measured."""
        wanted = (target, predictor, name)
        for row in self.figures:
            if (row.target, row.predictor, row.name) == wanted:
                return row.value
        return None

    def duels(self) -> list[Duel]:
        """Hold the model against each baseline that could predict."""
        measure = "root_mean_square_error"
        error = self.figure(ORDERS, MODEL, measure)
        found = [(name, self.figure(ORDERS, name, measure)) for name in BASELINES]
        return [
            Duel(name, self.horizon_days, error, value)
            for name, value in found
            if error is not None and value is not None
        ]


def examine(
    connection: duckdb.DuckDBPyConnection,
    until: date,
    horizon_days: int,
    settings: Mapping[str, float],
    *,
    may_bend: bool,
) -> Examination:
    """Fit the models to what was known one horizon ago, and hold them against what came since.

    Args:
        connection: An open connection to a built warehouse.
        until: The last day that is known now.
        horizon_days: How far ahead to predict.
        settings: The seed `prediction_settings`.
        may_bend: Whether to recalibrate. Only a whole year has every season in it; what was learned
            from the quarter before Christmas is wrong for the one after.

    Raises:
        NotFittedError: When there were too few repeat buyers one horizon ago.
    """
    cut = until - timedelta(days=horizon_days)
    now = read_population(connection, cut, horizon_days)
    before = read_population(connection, cut - timedelta(days=horizon_days), horizon_days)
    models = Models.fit(now, settings)
    orders = models.buying.expected_orders(now.histories, float(horizon_days))
    chances = models.buying.order_probability(now.histories, float(horizon_days))
    ordered = (now.next_orders > 0).astype(np.float64)
    examination = Examination(horizon_days, cut, len(now))
    _judge(examination, ORDERS, MODEL, orders, now.next_orders)
    _judge(examination, ORDERED, MODEL, chances, ordered)
    _judge(examination, ORDERS, BASELINES[0], baselines.last_period(now), now.next_orders)
    if len(before):
        cell = baselines.rfm_cell_mean(before, now)
        _judge(examination, ORDERS, BASELINES[1], cell, now.next_orders)
    _judge_amounts(examination, models, now, orders)
    if not may_bend:
        return examination
    return _bent(examination, now, orders, chances, ordered)


def _judge_amounts(
    examination: Examination, models: Models, now: Population, orders: Floats
) -> None:
    """Judge amounts in the currency of most customers; those of others are never added to it."""
    names, counts = np.unique(now.currency, return_counts=True)
    chosen = now.currency == names[int(counts.argmax())]
    amounts = models.expected_amount(now)
    chosen &= np.isfinite(amounts)
    if not chosen.any():
        return
    predicted = (orders * amounts)[chosen]
    _judge(examination, AMOUNT, MODEL, predicted, now.next_amount[chosen])
    repeated = chosen & (now.amount_count > 1)
    correlation = np.corrcoef(now.amount_count[repeated], now.mean_amount[repeated])[0, 1]
    examination.figures.append(
        Measure(AMOUNT, MODEL, "frequency_amount_correlation", float(np.nan_to_num(correlation)))
    )


def _bent(
    examination: Examination, now: Population, orders: Floats, chances: Floats, ordered: Floats
) -> Examination:
    """Recalibrate where it helps on customers that the recalibration was not learned from."""
    bent_orders, bent_chances = np.copy(orders), np.copy(chances)
    for learned, judged in _halves(len(now)):
        numbers = Recalibration.of_numbers(orders[learned], now.next_orders[learned])
        if numbers:
            bent_orders[judged] = numbers.applied(orders[judged])
        odds = Recalibration.of_chances(chances[learned], ordered[learned])
        if odds:
            bent_chances[judged] = odds.applied(chances[judged])
    _judge(examination, ORDERS, RECALIBRATED, bent_orders, now.next_orders)
    _judge(examination, ORDERED, RECALIBRATED, bent_chances, ordered)

    def helps(target: str, measure: str) -> bool:
        bent = examination.figure(target, RECALIBRATED, measure)
        plain = examination.figure(target, MODEL, measure)
        return bent is not None and plain is not None and bent < plain

    return Examination(
        examination.horizon_days,
        examination.trained_until,
        examination.customers,
        examination.figures,
        examination.tables,
        orders_bend=Recalibration.of_numbers(orders, now.next_orders)
        if helps(ORDERS, "root_mean_square_error")
        else None,
        chances_bend=Recalibration.of_chances(chances, ordered)
        if helps(ORDERED, "log_loss")
        else None,
    )


def _halves(count: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield two halves by turns as learned from and judged; ids are hashes, so turns are chance."""
    even = np.arange(count) % 2 == 0
    yield even, ~even
    yield ~even, even


def _judge(
    examination: Examination, target: str, predictor: str, predicted: Floats, actual: Floats
) -> None:
    judge = measures.of_probabilities if target == ORDERED else measures.of_amounts
    examination.figures.extend(
        Measure(target, predictor, name, value) for name, value in judge(predicted, actual).items()
    )
    examination.tables[target, predictor] = measures.buckets(predicted, actual)
