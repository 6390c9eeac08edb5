"""What is there is found, and what is chance is not reported."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import numpy as np
import pytest

from orchestration.lib.insight.correlation_tests import compute_correlation_tests
from orchestration.lib.insight.trait_tests import Tally, compute_trait_tests, judge_tallies

LIMITS = {"minimum_target_count": 30, "false_discovery_rate": 0.05, "minimum_association": 0.1}
PEOPLE = 4_000


def tally(trait: str, in_target: np.ndarray, values: np.ndarray) -> Tally:
    """The counts of people by a trait's value and by whether they are in the target."""
    table = [
        [int((in_target & (values == value)).sum()), int((~in_target & (values == value)).sum())]
        for value in np.unique(values)
    ]
    return Tally("target", trait, np.array(table), unknown=0)


def test_a_trait_drawn_by_chance_is_not_shown_however_often_one_looks() -> None:
    """Two hundred traits that are digits of a random id: the negative control."""
    source = np.random.default_rng(7)
    in_target = source.random(PEOPLE) < 0.2
    tallies = [tally(f"t{n}", in_target, source.integers(0, 8, PEOPLE)) for n in range(200)]
    tests = judge_tallies(tallies, LIMITS)

    assert {test.verdict for test in tests} == {"not_shown"}
    assert sum(test.association.p_value < 0.05 for test in tests if test.association) > 3


def test_a_planted_effect_is_found_among_chance() -> None:
    source = np.random.default_rng(8)
    planted = source.integers(0, 4, PEOPLE)
    in_target = source.random(PEOPLE) < np.array([0.1, 0.2, 0.3, 0.4])[planted]
    tallies = [tally(f"t{n}", in_target, source.integers(0, 8, PEOPLE)) for n in range(50)]
    tests = judge_tallies([*tallies, tally("planted", in_target, planted)], LIMITS)

    assert [test.tally.trait for test in tests if test.verdict == "discriminating"] == ["planted"]


def test_a_difference_too_small_to_act_on_is_called_so() -> None:
    weak = Tally("target", "trait", np.array([[100_000, 400_000], [104_000, 396_000]]), unknown=0)
    (test,) = judge_tallies([weak], LIMITS)

    assert test.verdict == "negligible"
    assert test.association is not None
    assert test.association.p_value < 1e-9


@pytest.mark.parametrize("table", [[[9, 70], [20, 40]], [[60, 70]], [[1, 900], [40, 2]]])
def test_few_people_are_told_to_be_few(table: list[list[int]]) -> None:
    (test,) = judge_tallies([Tally("target", "trait", np.array(table), unknown=3)], LIMITS)

    assert test.verdict == "too_few"
    assert test.association is None


@pytest.fixture
def warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    """A contingency table in which everybody shows a trait that the choosing half does not, and
    correlations."""
    connection = duckdb.connect()
    for statement in (
        "create schema insight; create schema rules; create schema engine",
        """create table rules.profiling_limits as from (values
            ('minimum_target_count', 30.0), ('false_discovery_rate', 0.05),
            ('minimum_association', 0.1)
        ) as t (limit_name, limit_value)""",
        """create table insight.int_insight__contingency as from (values
            ('t', 'sex', 'f', 'known', 150, 200, 100, 100),
            ('t', 'sex', 'm', 'known', 100, 200, 50, 100),
            ('t', 'sex', 'x', 'other', 0, 0, 0, 0),
            ('t', 'sex', null, 'unknown', 40, 70, 0, 0),
            ('t', 'age', 'old', 'known', 150, 400, 70, 200)
        ) as t (target_id, trait_id, trait_value, value_kind, target_count, base_count,
            target_held_out_count, base_held_out_count)""",
        """create table engine.trait_tests (sample text, target_id text, trait_id text,
            customer_count int, target_count int, unknown_count int, value_count int,
            chi_square double, degrees_of_freedom int, p_value double, cramers_v double,
            cramers_v_low double, cramers_v_high double, adjusted_p_value double, verdict text)""",
        """create table insight.int_insight__measures_correlated as from (values
            ('buyers', 'a', 'b', 500, 0.4::double), ('buyers', 'a', 'c', 500, 0.01),
            ('buyers', 'b', 'c', 12, 0.9), ('buyers', 'c', 'd', 500, null)
        ) as t (group_id, measure_id, other_measure_id, customer_count, coefficient)""",
        """create table engine.correlation_tests (group_id text, measure_id text,
            other_measure_id text, customer_count int, coefficient double, p_value double,
            coefficient_low double, coefficient_high double, adjusted_p_value double,
            verdict text)""",
    ):
        connection.execute(statement)
    yield connection
    connection.close()


def test_everybody_and_the_choosing_half_are_tested_apart(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    verdicts = compute_trait_tests(warehouse)
    rows = warehouse.sql(
        "select sample, trait_id, customer_count, target_count, unknown_count, value_count, verdict"
        " from engine.trait_tests order by all"
    ).fetchall()

    assert verdicts == {"discriminating": 1, "too_few": 1}
    assert rows == [
        ("choosing_half", "age", 200, 80, 0, 1, "too_few"),
        ("choosing_half", "sex", 200, 100, 70, 2, "not_shown"),
        ("everybody", "age", 400, 150, 0, 1, "too_few"),
        ("everybody", "sex", 400, 250, 70, 2, "discriminating"),
    ]


def test_the_order_of_the_counts_changes_nothing(warehouse: duckdb.DuckDBPyConnection) -> None:
    compute_trait_tests(warehouse)
    before = warehouse.sql("from engine.trait_tests order by all").fetchall()
    warehouse.execute(
        "create or replace table insight.int_insight__contingency as "
        "select * from insight.int_insight__contingency order by base_count, trait_value desc"
    )
    compute_trait_tests(warehouse)

    assert warehouse.sql("from engine.trait_tests order by all").fetchall() == before


def test_a_table_that_cannot_be_written_stays_as_it_was(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    compute_trait_tests(warehouse)
    warehouse.execute("update insight.int_insight__contingency set target_id = null")
    warehouse.execute("alter table engine.trait_tests alter target_id set not null")

    with pytest.raises(duckdb.ConstraintException):
        compute_trait_tests(warehouse)
    assert warehouse.sql("select count(*) from engine.trait_tests").fetchall() == [(4,)]


def test_correlations_are_tested_where_there_are_people(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    compute_correlation_tests(warehouse)
    rows = warehouse.sql(
        "select measure_id, other_measure_id, coefficient, verdict from engine.correlation_tests"
        " order by all"
    ).fetchall()

    assert rows == [
        ("a", "b", 0.4, "shown"),
        ("a", "c", 0.01, "not_shown"),
        ("b", "c", None, "too_few"),
        ("c", "d", None, "too_few"),
    ]
