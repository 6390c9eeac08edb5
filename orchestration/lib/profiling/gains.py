"""What an answer is worth in every state of knowledge that customers are in."""

import duckdb
import numpy as np
import pyarrow as pa

from orchestration.lib.profiling.information import Measure, Use, expected_points
from orchestration.lib.profiling.latent_classes import Array
from orchestration.lib.profiling.trait_tables import from_rows


def compute_state_gains(connection: duckdb.DuckDBPyConnection) -> None:
    """Create temp table `state_gains` (state, number, gain in points).

    State 0 is that of a customer of whom nothing is known that tells of anything. A use of an
    attribute without known values (a date, a postcode) gains its whole worth: nothing is assumed.

    Args:
        connection: To a warehouse on which the steps up to the states have run.
    """
    questions = connection.sql("select question_id, number from catalogue order by number")
    numbers = questions.fetchall()
    ids = [question for question, _ in numbers]
    posteriors = _posteriors(connection)
    known, open_uses = _uses(connection)
    points = np.zeros((len(posteriors), len(ids)))
    class_rows = connection.sql("from engine.trait_classes").fetchall()
    if class_rows:
        value_rows = connection.sql("from engine.trait_values").fetchall()
        classes, codebook = from_rows(class_rows, value_rows)
        points += expected_points(posteriors, classes, codebook, ids, known)
    for use in open_uses if class_rows else [*known, *open_uses]:
        points[:, ids.index(use.question_id)] += use.worth
    states, places = (index.ravel() for index in np.indices(points.shape, dtype=np.int32))
    gains = pa.table({"state": states, "number": places, "gain": points.ravel()})
    connection.register("gains_computed", gains)
    connection.execute("create or replace temp table state_gains as from gains_computed")
    connection.unregister("gains_computed")


def _posteriors(connection: duckdb.DuckDBPyConnection) -> Array:
    """Give (states + 1, classes) P(class | state), state 0 first: the classes' own shares."""
    weights = connection.sql(
        "select exp(log_weight) from engine.trait_classes order by class_number"
    ).fetchall()
    shares = np.array([weight for (weight,) in weights] or [1.0])
    tenths = connection.sql("select tenths from states order by state").fetchall()
    states = np.array([row for (row,) in tenths], dtype=float).reshape(len(tenths), len(shares))
    return np.vstack([shares / shares.sum(), states / states.sum(axis=1, keepdims=True)])


def _uses(connection: duckdb.DuckDBPyConnection) -> tuple[list[Use], list[Use]]:
    """Give the uses of attributes whose values are known, and those of open ones."""
    rows = connection.sql(
        """
        select
            uses.question_id, catalogue.attribute_name, uses.measure, uses.worth,
            coalesce(uses.deciding_attribute, ''), coalesce(uses.deciding_values, '')
        from rules.question_uses as uses
        inner join catalogue on uses.question_id = catalogue.question_id
        where uses.worth > 0
        order by all
        """
    ).fetchall()
    valued = {
        name
        for (name,) in connection.sql(
            "select distinct attribute_name from engine.trait_values"
        ).fetchall()
    }
    known: list[Use] = []
    open_uses: list[Use] = []
    for question, attribute, measure, worth, deciding, values in rows:
        kind: Measure = "prediction" if measure == "prediction" else "decision"
        among = tuple(values.split("|")) if values else ()
        use = Use(question, attribute, kind, worth, deciding, among)
        is_known = {attribute, deciding or attribute} <= valued
        (known if is_known else open_uses).append(use)
    return known, open_uses
