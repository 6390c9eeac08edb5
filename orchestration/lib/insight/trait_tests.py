"""Which traits tell each target from its base: small tables of counts in, tests out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

import duckdb
import numpy as np

from orchestration.lib.insight.association import (
    Association,
    Counts,
    adjust,
    associate,
    is_countable,
    rounded,
)
from orchestration.lib.insight.limits import read_limits
from orchestration.lib.warehouse.replacing import replace_rows

EVERYBODY, CHOOSING_HALF = "everybody", "choosing_half"
DISCRIMINATING, NEGLIGIBLE = "discriminating", "negligible"
NOT_SHOWN, TOO_FEW = "not_shown", "too_few"
_COLUMNS = (
    *("sample", "target_id", "trait_id", "customer_count", "target_count", "unknown_count"),
    *("value_count", "chi_square", "degrees_of_freedom", "p_value", "cramers_v", "cramers_v_low"),
    *("cramers_v_high", "adjusted_p_value", "verdict"),
)


@dataclass(frozen=True)
class Tally:
    """The counts of one target and trait: by known value those in the target and those of the
    base who are not, and who has no value."""

    target: str
    trait: str
    table: Counts
    unknown: int


@dataclass(frozen=True)
class TraitTest:
    """What the tally of one target and trait says.

    Attributes:
        association: None where there are too few people to tell.
        adjusted_p_value: None where there are too few people to tell.
    """

    tally: Tally
    association: Association | None
    adjusted_p_value: float | None
    verdict: str


def judge_tallies(tallies: Iterable[Tally], limits: Mapping[str, float]) -> list[TraitTest]:
    """Test all tallies as one family, and judge them.

    A trait discriminates when its difference is not chance (adjusted over all tests of the family)
    and large enough to act on; with enough people every difference stops being chance.
    """
    known = list(tallies)
    associations = [_associate(tally, limits) for tally in known]
    adjusted = iter(adjust([found.p_value for found in associations if found]))
    tests = []
    for tally, association in zip(known, associations, strict=True):
        p_value = next(adjusted) if association else None
        verdict = _judge(association, p_value, limits)
        tests.append(TraitTest(tally, association, p_value, verdict))
    return tests


def compute_trait_tests(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Test every trait of every target, and replace `engine.trait_tests` by it.

    Everybody is one family of tests; the half that ideal customers are chosen on is another.

    Returns: How many tests of everybody have each verdict.
    """
    limits = read_limits(connection)
    verdicts: dict[str, int] = {}
    rows = []
    for sample in (EVERYBODY, CHOOSING_HALF):
        for test in judge_tallies(_read_tallies(connection, sample), limits):
            rows.append((sample, *_row(test)))
            if sample == EVERYBODY:
                verdicts[test.verdict] = verdicts.get(test.verdict, 0) + 1
    replace_rows(connection, "engine.trait_tests", _COLUMNS, rows)
    return verdicts


def _associate(tally: Tally, limits: Mapping[str, float]) -> Association | None:
    enough = tally.table.size and tally.table[:, 0].sum() >= limits["minimum_target_count"]
    return associate(tally.table) if enough and is_countable(tally.table) else None


def _judge(
    association: Association | None, p_value: float | None, limits: Mapping[str, float]
) -> str:
    if association is None or p_value is None:
        return TOO_FEW
    if p_value > limits["false_discovery_rate"]:
        return NOT_SHOWN
    if association.cramers_v < limits["minimum_association"]:
        return NEGLIGIBLE
    return DISCRIMINATING


def _read_tallies(connection: duckdb.DuckDBPyConnection, sample: str) -> list[Tally]:
    held_out = {"in_target": "target_held_out_count", "in_base": "base_held_out_count"}
    less = held_out if sample == CHOOSING_HALF else dict.fromkeys(held_out, "0")
    rows = connection.sql(
        f"""
        select
            target_id, trait_id, value_kind,
            target_count - {less["in_target"]} as in_target,
            base_count - target_count - ({less["in_base"]} - {less["in_target"]}) as others
        from insight.int_insight__contingency
        order by target_id, trait_id, value_kind, trait_value
        """
    ).fetchall()
    tallies = []
    for (target, trait), group in groupby(rows, key=lambda row: (row[0], row[1])):
        values = list(group)
        table = [row[3:] for row in values if row[2] != "unknown" and row[3] + row[4] > 0]
        unknown = sum(row[3] + row[4] for row in values if row[2] == "unknown")
        counts = np.array(table, dtype=np.int64).reshape(-1, 2)
        tallies.append(Tally(target, trait, counts, unknown))
    return tallies


def _row(test: TraitTest) -> tuple[object, ...]:
    tally, found = test.tally, test.association
    measured: tuple[object, ...] = (None,) * 6
    if found:
        measured = (
            rounded(found.chi_square),
            found.degrees_of_freedom,
            rounded(found.p_value),
            *(rounded(value) for value in (found.cramers_v, found.low, found.high)),
        )
    adjusted = None if test.adjusted_p_value is None else rounded(test.adjusted_p_value)
    return (
        tally.target,
        tally.trait,
        int(tally.table.sum()),
        int(tally.table[:, 0].sum()),
        tally.unknown,
        len(tally.table),
        *measured,
        adjusted,
        test.verdict,
    )
