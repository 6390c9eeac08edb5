"""Which behaviours go together within a group, and how sure that is."""

import duckdb

from orchestration.lib.insight.association import adjust, rank_correlation, rounded
from orchestration.lib.insight.limits import read_limits
from orchestration.lib.insight.trait_tests import NOT_SHOWN, TOO_FEW
from orchestration.lib.warehouse.replacing import replace_rows

SHOWN = "shown"
_COLUMNS = (
    *("group_id", "measure_id", "other_measure_id", "customer_count", "coefficient", "p_value"),
    *("coefficient_low", "coefficient_high", "adjusted_p_value", "verdict"),
)


def compute_correlation_tests(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Test every pair of measures in every group, and replace `engine.correlation_tests` by it.

    Returns: How many tests have each verdict.
    """
    limits = read_limits(connection)
    found = connection.sql(
        """
        select group_id, measure_id, other_measure_id, customer_count, coefficient
        from insight.int_insight__measures_correlated
        order by group_id, measure_id, other_measure_id
        """
    ).fetchall()
    tested = [
        (*key, count, coefficient, *rank_correlation(coefficient, count))
        for *key, count, coefficient in found
        if coefficient is not None and count >= limits["minimum_target_count"]
    ]
    adjusted = adjust([row[5] for row in tested])
    tests = {row[:3]: (*row[3:], p_value) for row, p_value in zip(tested, adjusted, strict=True)}
    rows: list[tuple[object, ...]] = []
    verdicts: dict[str, int] = {}
    for *key, count, _coefficient in found:
        test = tests.get(tuple(key), (count, None, None, None, None, None))
        verdict = _judge(test[5], limits["false_discovery_rate"])
        verdicts[verdict] = verdicts.get(verdict, 0) + 1
        numbers = [None if value is None else rounded(value) for value in test[1:]]
        rows.append((*key, count, *numbers, verdict))
    replace_rows(connection, "engine.correlation_tests", _COLUMNS, rows)
    return verdicts


def _judge(p_value: float | None, rate: float) -> str:
    if p_value is None:
        return TOO_FEW
    return SHOWN if p_value <= rate else NOT_SHOWN
