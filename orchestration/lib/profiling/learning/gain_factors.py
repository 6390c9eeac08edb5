"""How often answers really changed the declared uses, against how often that was expected.

The changes of a question are counted as if they came by a Poisson law of its expected changes times
a factor. Factors follow a Gamma distribution of mean 1 over the questions, whose weight is the one
under which the counts are likeliest: a question with few answers stays near 1, as expected, and one
with many goes where its answers are (the Gamma-Poisson shrinker of DuMouchel, "Bayesian data mining
in large frequency tables", The American Statistician 53, 1999).
"""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
from scipy import special

from orchestration.lib.profiling.learning.logistic import Floats
from orchestration.lib.profiling.learning.response_rates import DRAWS

_SQL = Path(__file__).resolve().parent / "sql" / "changes"

# A priori a factor is as well known as by 20 expected changes, give or take a factor of e squared.
_WEIGHTS = np.geomspace(2, 2000, 40)
_LIKELY_WEIGHT, _WEIGHT_SPREAD = 20.0, 2.0


def learn_factors(
    connection: duckdb.DuckDBPyConnection,
    reliability: pa.Table,
    questions: Sequence[str],
    seed: int,
) -> pa.Table:
    """Return the factor of every question.

    Args:
        connection: One on which `asks.collect_asks` has run.
        reliability: What `guess_reliability.learn_reliability` gave.
        questions: All questions; those without answers have the factors of the prior.
        seed: Makes the draws repeatable.

    Returns: question_id, draw (0 the posterior mean, 1 to 20 draws), factor.
    """
    connection.register("learned_reliability", reliability)
    for step in sorted(_SQL.glob("*.sql")):
        connection.execute(step.read_text(encoding="utf-8"))
    connection.unregister("learned_reliability")
    rows = connection.sql("select question_id, changed, expected from changes").fetchall()
    seen = {question: (changed, expected) for question, changed, expected in rows}
    counts = np.array([seen.get(question, (0.0, 0.0)) for question in questions]).reshape(-1, 2)
    drawn = factors(counts[:, 0], counts[:, 1], seed)
    return pa.table(
        {
            "question_id": pa.array(list(questions) * len(drawn), pa.string()),
            "draw": pa.array(np.repeat(np.arange(len(drawn)), len(questions)).astype(np.int32)),
            "factor": pa.array(drawn.ravel()),
        }
    )


def factors(changed: Floats, expected: Floats, seed: int) -> Floats:
    """Return the posterior mean and draws of each question's factor.

    Args:
        changed: Changes that answers brought, one sum per question.
        expected: Changes that were expected of the same answers.
        seed: Makes the draws repeatable.

    Returns: One row per draw (the first is the mean), one column per question.
    """
    scores = [
        _log_evidence(weight, changed, expected)
        - 0.5 * (np.log(weight / _LIKELY_WEIGHT) / _WEIGHT_SPREAD) ** 2
        for weight in _WEIGHTS
    ]
    weight = float(_WEIGHTS[int(np.argmax(scores))])
    shape, rate = weight + changed, weight + expected
    drawn = np.random.default_rng(seed).gamma(shape, 1 / rate, (DRAWS, len(changed)))
    return np.vstack([shape / rate, drawn])


def _log_evidence(weight: float, changed: Floats, expected: Floats) -> float:
    """The log probability of the counts under a Gamma prior of mean 1, but for a constant."""
    terms = (
        weight * np.log(weight)
        - special.gammaln(weight)
        + special.gammaln(weight + changed)
        - (weight + changed) * np.log(weight + expected)
    )
    return float(terms.sum())
