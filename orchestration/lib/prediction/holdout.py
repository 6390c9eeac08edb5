"""The examination of the predictions: what they would have said a period ago, and what came."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import duckdb
import numpy as np
import numpy.typing as npt

from orchestration.lib.prediction import baselines, measures
from orchestration.lib.prediction.fitting import Floats
from orchestration.lib.prediction.models import Models
from orchestration.lib.prediction.population import Population, read_population
from orchestration.lib.prediction.recalibration import Recalibration
from orchestration.lib.prediction.season import read_season

Flags = npt.NDArray[np.bool_]

MODEL, SEASONAL, RECALIBRATED = "bg_nbd", "bg_nbd_seasonal", "bg_nbd_recalibrated"
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
    """What is published against a baseline: root mean square errors of the orders predicted."""

    baseline: str
    horizon_days: int
    error: float
    baseline_error: float

    @property
    def is_won(self) -> bool:
        """Whether what is published errs less."""
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
        published: The predictor of orders that is published: the examination's winner.
        orders_bend: How to bend expected numbers, where that lessens the error.
        chances_bend: How to bend probabilities of an order, likewise.
    """

    horizon_days: int
    trained_until: date
    customers: int
    figures: list[Measure] = field(default_factory=list)
    tables: dict[tuple[str, str], list[measures.Bucket]] = field(default_factory=dict)
    published: str = MODEL
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
        """Hold what is published against each baseline that could predict."""
        measure = "root_mean_square_error"
        error = self.figure(ORDERS, self.published, measure)
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
    is_whole_year: bool,
) -> Examination:
    """Fit the models to what was known one horizon ago, and hold them against what came since.

    A whole year has every season in it, and is recalibrated by what came. Part of a year is not:
    what was learned from the quarter before Christmas is wrong for the one after. It takes the pace
    of its season from the year before.

    Args:
        connection: An open connection to a built warehouse.
        until: The last day that is known now.
        horizon_days: How far ahead to predict.
        settings: The seed `prediction_settings`.
        is_whole_year: Whether the horizon is a year.

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
    amounts = models.expected_amount(now)
    _judge_amounts(examination, MODEL, now, orders, amounts)
    _note_independence(examination, now)
    if is_whole_year:
        return _bent(examination, now, orders, chances, amounts)
    season = read_season(connection, cut, horizon_days, settings)
    if season.pace == 1.0:
        return examination
    stretched = season.pace * horizon_days
    faster = models.buying.expected_orders(now.histories, stretched)
    likelier = models.buying.order_probability(now.histories, stretched)
    _judge(examination, ORDERS, SEASONAL, faster, now.next_orders)
    _judge(examination, ORDERED, SEASONAL, likelier, ordered)
    _judge_amounts(examination, SEASONAL, now, faster, amounts)
    return replace(examination, published=SEASONAL)


def _judge_amounts(
    examination: Examination, predictor: str, now: Population, orders: Floats, amounts: Floats
) -> None:
    """Judge amounts in the currency of most customers; those of others are never added to it."""
    chosen = _in_main_currency(now) & np.isfinite(amounts)
    if chosen.any():
        predicted = (orders * amounts)[chosen]
        _judge(examination, AMOUNT, predictor, predicted, now.next_amount[chosen])


def _note_independence(examination: Examination, now: Population) -> None:
    """Note how the number of orders goes with their mean amount, which the model takes to be 0."""
    chosen = _in_main_currency(now) & (now.amount_count > 1)
    count, mean = now.amount_count[chosen], now.mean_amount[chosen]
    if len(count) > 2 and np.ptp(count) > 0 and np.ptp(mean) > 0:
        correlation = float(np.corrcoef(count, mean)[0, 1])
        examination.figures.append(
            Measure(AMOUNT, MODEL, "frequency_amount_correlation", correlation)
        )


def _in_main_currency(now: Population) -> Flags:
    names, counts = np.unique(now.currency, return_counts=True)
    main: Flags = now.currency == names[int(counts.argmax())]
    return main


def _bent(
    examination: Examination, now: Population, orders: Floats, chances: Floats, amounts: Floats
) -> Examination:
    """Recalibrate where it helps on customers that the recalibration was not learned from."""
    ordered = (now.next_orders > 0).astype(np.float64)
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
    _judge_amounts(examination, RECALIBRATED, now, bent_orders, amounts)

    def helps(target: str, measure: str) -> bool:
        bent = examination.figure(target, RECALIBRATED, measure)
        plain = examination.figure(target, MODEL, measure)
        return bent is not None and plain is not None and bent < plain

    orders_help = helps(ORDERS, "root_mean_square_error")
    chances_help = helps(ORDERED, "log_loss")
    return replace(
        examination,
        published=RECALIBRATED if orders_help else MODEL,
        orders_bend=Recalibration.of_numbers(orders, now.next_orders) if orders_help else None,
        chances_bend=Recalibration.of_chances(chances, ordered) if chances_help else None,
    )


def _halves(count: int) -> Iterator[tuple[Flags, Flags]]:
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
