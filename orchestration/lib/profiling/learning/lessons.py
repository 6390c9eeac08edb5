"""What the answers of the past teach, written down for the engine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import duckdb
import pyarrow as pa

from orchestration.lib.profiling.learning.asks import collect_asks, count_asks
from orchestration.lib.profiling.learning.design import Catalogue
from orchestration.lib.profiling.learning.examination import Judgement, examine
from orchestration.lib.profiling.learning.gain_factors import learn_factors
from orchestration.lib.profiling.learning.guess_reliability import learn_reliability
from orchestration.lib.profiling.learning.response_rates import ResponseRates, fit_rates

TABLES = (
    "response_cells",
    "response_effects",
    "response_quality",
    "guess_reliability",
    "gain_factors",
    "customer_responses",
)
# The catalogue's column with the rate of each outcome.
_BASE_RATES = {"answered": "base_answer_rate", "refused": "base_refusal_rate"}


@dataclass(frozen=True)
class Outcome:
    """What a run learned, in numbers."""

    asks: int
    judgements: Sequence[Judgement]


def learn(connection: duckdb.DuckDBPyConnection, as_of: datetime) -> Outcome:
    """Learn response rates, the reliability of guesses and what answers change.

    Args:
        connection: An open connection to a built warehouse, for writing.
        as_of: The moment of the run, UTC without a zone; what came later does not exist.

    Returns: What was learned, in numbers. The tables of `TABLES` in schema `engine` are replaced
        in one transaction; the same warehouse and moment give the same rows.
    """
    collect_asks(connection, as_of)
    catalogues = _catalogues(connection)
    counts = count_asks(connection)
    seed = int(as_of.replace(tzinfo=UTC).timestamp())
    rates = {
        outcome: fit_rates(catalogue, counts, outcome) for outcome, catalogue in catalogues.items()
    }
    judgements = examine(connection, catalogues)
    reliability = learn_reliability(connection)
    questions = catalogues["answered"].questions
    _replace(
        connection,
        {
            "response_cells": _cells(rates, seed),
            "response_effects": _effects(rates),
            "response_quality": _quality(judgements, as_of),
            "guess_reliability": reliability,
            "gain_factors": learn_factors(connection, reliability, questions, seed),
            "customer_responses": connection.sql("from customer_responses").to_arrow_table(),
        },
    )
    return Outcome(sum(counts["ask_count"].to_pylist()), judgements)


def _catalogues(connection: duckdb.DuckDBPyConnection) -> dict[str, Catalogue]:
    stages = connection.sql("select lifecycle_stage from rules.lifecycle_stages").fetchall()
    return {
        outcome: Catalogue(
            dict(connection.sql(f"select question_id, {column} from rules.questions").fetchall()),
            ["", *(row[0] for row in stages)],
        )
        for outcome, column in _BASE_RATES.items()
    }


def _cells(rates: Mapping[str, ResponseRates], seed: int) -> pa.Table:
    tables = []
    for outcome, fitted in rates.items():
        cells = fitted.cells(seed)
        name = pa.array([outcome] * cells.num_rows, pa.string())
        tables.append(cells.append_column("outcome", name))
    return pa.concat_tables(tables)


def _effects(rates: Mapping[str, ResponseRates]) -> pa.Table:
    return pa.Table.from_pylist(
        [
            {"outcome": outcome, "effect": effect, "value": value}
            for outcome, fitted in rates.items()
            for effect, value in fitted.effects().items()
        ]
    )


def _quality(judgements: Sequence[Judgement], as_of: datetime) -> pa.Table:
    return pa.Table.from_pylist(
        [
            {
                "outcome": judgement.outcome,
                "predictor": judgement.predictor,
                "measure": measure,
                "value": value,
                "ask_count": judgement.ask_count,
                "computed_at": as_of,
            }
            for judgement in judgements
            for measure, value in judgement.measures.items()
        ]
    )


def _replace(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, pa.Table]) -> None:
    """Replace the content of the tables at once; a table without rows becomes empty."""
    connection.begin()
    try:
        for name in TABLES:
            connection.execute(f"delete from engine.{name}")
            if tables[name].num_rows:
                connection.register("new_rows", tables[name])
                connection.execute(f"insert into engine.{name} by name select * from new_rows")
                connection.unregister("new_rows")
        connection.commit()
    except duckdb.Error:
        connection.rollback()
        raise
