"""How good such rates are: fitted to the asks before a moment, judged on those after it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import duckdb
import numpy as np
import pyarrow as pa

from orchestration.lib.profiling.learning.asks import count_asks
from orchestration.lib.profiling.learning.calibration import expanded, judge
from orchestration.lib.profiling.learning.design import Catalogue
from orchestration.lib.profiling.learning.logistic import Floats
from orchestration.lib.profiling.learning.response_rates import fit_rates

# The share of asks that the model learns from, and how many there must be on either side.
_LEARNED_SHARE = 0.8
_FEWEST = 50


@dataclass(frozen=True)
class Judgement:
    """How far one predictor was from what came.

    Attributes:
        outcome: `answered` or `refused`.
        predictor: `model`, or a baseline: `catalogue_rate`, `question_rate` (the measured share of
            the question), `overall_rate` (of all questions together).
        measures: See `calibration.judge`.
        ask_count: Asks predicted.
    """

    outcome: str
    predictor: str
    measures: Mapping[str, float]
    ask_count: int


def examine(
    connection: duckdb.DuckDBPyConnection, catalogues: Mapping[str, Catalogue]
) -> list[Judgement]:
    """Learn from the first four fifths of the asks, and predict the rest.

    Args:
        connection: One on which `asks.collect_asks` has run.
        catalogues: The catalogue of each outcome.

    Returns: One judgement per outcome and predictor; none where there are too few asks.
    """
    cut = _moment_of_share(connection, _LEARNED_SHARE)
    if cut is None:
        return []
    learned, later = count_asks(connection, until=cut), count_asks(connection, after=cut)
    if min(_sum(learned, "ask_count"), _sum(later, "ask_count")) < _FEWEST:
        return []
    return [
        judgement
        for outcome, catalogue in catalogues.items()
        for judgement in _judged(catalogue, learned, later, outcome)
    ]


def _judged(
    catalogue: Catalogue, learned: pa.Table, later: pa.Table, outcome: str
) -> list[Judgement]:
    trials, successes = _floats(later, "ask_count"), _floats(later, f"{outcome}_count")
    predictions = {
        "model": fit_rates(catalogue, learned, outcome).probabilities(later),
        "question_rate": _question_rates(learned, later, outcome),
        "overall_rate": np.full(len(trials), _rate(learned, outcome)),
        "catalogue_rate": np.array(
            [catalogue.base_rates[question] for question in later["question_id"].to_pylist()]
        ),
    }
    judged = []
    for predictor, predicted in predictions.items():
        chances, happened = expanded(predicted, trials, successes)
        judged.append(Judgement(outcome, predictor, judge(chances, happened), len(happened)))
    return judged


def _question_rates(learned: pa.Table, later: pa.Table, outcome: str) -> Floats:
    totals = learned.group_by("question_id").aggregate(
        [("ask_count", "sum"), (f"{outcome}_count", "sum")]
    )
    rates = dict(
        zip(
            totals["question_id"].to_pylist(),
            _floats(totals, f"{outcome}_count_sum") / _floats(totals, "ask_count_sum"),
            strict=True,
        )
    )
    overall = _rate(learned, outcome)
    return np.array([rates.get(question, overall) for question in later["question_id"].to_pylist()])


def _moment_of_share(connection: duckdb.DuckDBPyConnection, share: float) -> datetime | None:
    rows = connection.execute(
        "select quantile_disc(asked_at, $share) from asks_in_state where is_settled",
        {"share": share},
    ).fetchall()
    moment: datetime | None = rows[0][0]
    return moment


def _rate(counts: pa.Table, outcome: str) -> float:
    return _sum(counts, f"{outcome}_count") / _sum(counts, "ask_count")


def _sum(counts: pa.Table, name: str) -> float:
    return float(_floats(counts, name).sum())


def _floats(counts: pa.Table, name: str) -> Floats:
    values: Floats = counts[name].to_numpy().astype(np.float64)
    return values
