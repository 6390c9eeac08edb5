"""Who would enter and leave which segment by changed definitions, read off today's facts.

Nothing is built: a predicate is an expression over one table, so the answer takes a second or two,
and the warehouse is only read.
"""

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from orchestration.environment import PROJECT_DIR, Environment
from orchestration.lib.rehearsal.definitions import (
    FACTS,
    SEGMENTS_FILE,
    Definition,
    check_definitions,
    read_definitions,
)
from orchestration.lib.rehearsal.scratch import RehearsalError
from orchestration.lib.warehouse.build import reading_build

_SQL = Path(__file__).parent / "sql"
_RULES = PROJECT_DIR / "seeds" / "rules"
_RUNS = "segmentation.int_segmentation__segment_runs"
_LIMITS_FILE = "segment_quality_limits.csv"

# How many of those who enter, and of those who leave, are named for each segment.
EXAMPLES = 3


@dataclass(frozen=True)
class SegmentEffect:
    """What the changed definitions would do to one segment.

    Attributes:
        segment_id: The segment.
        change: `new`, `removed`, `predicate`, `dates`, or `nothing` that moves anybody.
        members_now: Members by the definition that the last build applied.
        entering: Customers who would become members.
        leaving: Members who would be none any more.
        members_after: Members by the changed definition.
        share_of_base: These, as a share of the customers who may be profiled.
        warnings: What the limits of segment quality would say of the size.
        examples: A few who would enter or leave: `customer_id`, `what`, `reason`.
    """

    segment_id: str
    change: str
    members_now: int
    entering: int
    leaving: int
    members_after: int
    share_of_base: float
    warnings: tuple[str, ...]
    examples: tuple[dict[str, str], ...]


@dataclass(frozen=True)
class SegmentsChange:
    """What changed definitions of segments would do.

    Attributes:
        base_count: Customers who may be profiled.
        unchanged_count: Segments that nothing would happen to.
        effects: The others.
        overlap_limit: The Jaccard index above which two segments are one under two names.
        overlaps: Pairs that would pass it and do not now: `left_segment_id`, `right_segment_id`,
            `both_count`, `jaccard_now`, `jaccard_after`.
    """

    base_count: int
    unchanged_count: int
    effects: tuple[SegmentEffect, ...]
    overlap_limit: float
    overlaps: tuple[dict[str, Any], ...]


def holds_segments(rules: Path | None) -> bool:
    """Whether a folder of changed rules changes segments."""
    return rules is not None and (rules / SEGMENTS_FILE).is_file()


def holds_other_rules(rules: Path | None) -> bool:
    """Whether a folder of changed rules changes anything but segments."""
    if rules is None or not rules.is_dir():
        return True
    names = {path.name for path in rules.iterdir() if not path.name.startswith(".")}
    return names != {SEGMENTS_FILE}


def rehearse_segments(
    environment: Environment,
    rules: Path,
    *,
    on_step: Callable[[str], object] = print,
) -> SegmentsChange:
    """Count by changed definitions of segments who would be in them, and compare with now.

    Args:
        environment: The installation, which is only read.
        rules: A folder with a changed copy of the seed `segments`; `changed_rules` has held it
            against the seed's columns.
        on_step: Told what goes on, in a sentence.

    Raises:
        RulesError: When a definition is none; the message names segment and column.
        RehearsalError: When the segments were never built.
        FileNotFoundError: When nothing was ever built.
        WarehouseBusyError: When a run has the warehouse and does not end.
    """
    definitions = read_definitions(rules / SEGMENTS_FILE)
    limits = rules / _LIMITS_FILE
    limits = limits if limits.is_file() else _RULES / _LIMITS_FILE
    on_step("Counting segments by the changed definitions.")
    with reading_build(environment, on_wait=on_step) as connection:
        try:
            check_definitions(connection, definitions)
            return compare_segments(connection, definitions, _limits(limits))
        except duckdb.CatalogException as error:
            raise RehearsalError(
                "The build warehouse has no segments yet: run the job first."
            ) from error


def compare_segments(
    connection: duckdb.DuckDBPyConnection,
    definitions: list[Definition],
    limits: dict[str, float],
) -> SegmentsChange:
    """Compare the members of today with those by other definitions.

    Args:
        connection: The build warehouse; reading is enough.
        definitions: The definitions, checked.
        limits: Thresholds by measure: `member_count`, `share_of_base`, `greatest_jaccard`.
    """
    (day,) = _row(connection, f"select cast(max(run_at) as date) from {_RUNS}")
    (base_count,) = _row(connection, f"select count(*) from {FACTS} where is_profiled")
    before = {
        definition.segment_id: definition
        for definition in map(_applied, _rows(connection, "select * from rules.segments"))
    }
    after = {definition.segment_id: definition for definition in definitions}
    connection.execute(_planned_members(definitions, day))
    counted = {row["segment_id"]: row for row in _rows(connection, _read("segment_effects"))}
    examples = _rows(connection, _read("segment_examples"), [EXAMPLES])
    effects = []
    for segment_id in sorted(before.keys() | after.keys()):
        change = _change(before.get(segment_id), after.get(segment_id))
        counts = counted.get(segment_id, {})
        if change == "nothing" and not counts.get("entering") and not counts.get("leaving"):
            continue
        members_after = counts.get("members_after", 0)
        share = members_after / base_count if base_count else 0.0
        effects.append(
            SegmentEffect(
                segment_id=segment_id,
                change=change,
                members_now=counts.get("members_now", 0),
                entering=counts.get("entering", 0),
                leaving=counts.get("leaving", 0),
                members_after=members_after,
                share_of_base=share,
                warnings=tuple(_warnings(after.get(segment_id), day, members_after, share, limits)),
                examples=tuple(
                    {name: row[name] for name in ("customer_id", "what", "reason")}
                    for row in examples
                    if row["segment_id"] == segment_id
                ),
            )
        )
    limit = limits["greatest_jaccard"]
    return SegmentsChange(
        base_count=base_count,
        unchanged_count=len(before.keys() | after.keys()) - len(effects),
        effects=tuple(effects),
        overlap_limit=limit,
        overlaps=tuple(_rows(connection, _read("segment_overlaps"), [limit])),
    )


def _planned_members(definitions: list[Definition], day: date) -> str:
    """The SQL of a temporary table with the members by the changed definitions."""
    selects = ["select '' as segment_id, '' as customer_id, '' as reason where false"]
    selects += [
        f"select '{_escaped(definition.segment_id)}', customer_id, "
        f"{_reason(definition.reason_template)} "
        f"from {FACTS} where is_profiled and ({definition.predicate})"
        for definition in definitions
        if definition.is_in_force(day)
    ]
    return "create or replace temp table planned_members as " + "\nunion all ".join(selects)


def _reason(template: str) -> str:
    """The SQL of a reason, with the customer's own facts where the template has braces."""
    parts = [
        f"coalesce(cast({piece[1:-1]} as varchar), 'unknown')"
        if piece.startswith("{")
        else f"'{_escaped(piece)}'"
        for piece in re.split(r"(\{[^}]*\})", template)
    ]
    return " || ".join(parts)


def _change(before: Definition | None, after: Definition | None) -> str:
    if before is None:
        return "new"
    if after is None:
        return "removed"
    if before.rule != after.rule:
        return "predicate"
    if (before.valid_from, before.valid_to) != (after.valid_from, after.valid_to):
        return "dates"
    return "nothing"


def _warnings(
    definition: Definition | None, day: date, members: int, share: float, limits: dict[str, float]
) -> list[str]:
    if definition is None:
        return []
    if not definition.is_in_force(day):
        return [f"outside its dates on {day}"]
    warnings = []
    if members < limits["member_count"]:
        warnings.append(f"too small to use: {limits['member_count']:.0f} members are needed")
    if share > limits["share_of_base"]:
        warnings.append(f"too coarse: more than {limits['share_of_base']:.0%} of the base")
    return warnings


def _applied(row: dict[str, Any]) -> Definition:
    """A definition as the last build applied it; before segments had dates there were none."""
    return Definition(
        segment_id=row["segment_id"],
        name_en=row["name_en"],
        predicate=row["predicate"],
        reason_template=row["reason_template"],
        valid_from=row.get("valid_from"),
        valid_to=row.get("valid_to"),
    )


def _limits(file: Path) -> dict[str, float]:
    """The thresholds for all segments, by measure."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return {
            row["measure"]: float(row["threshold"])
            for row in csv.DictReader(lines)
            if row["scope"] == "segment" and row["segment_id"] == "*" and row["threshold"]
        }


def _read(name: str) -> str:
    return (_SQL / f"{name}.sql").read_text(encoding="utf-8")


def _escaped(text: str) -> str:
    return text.replace("'", "''")


def _row(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[Any, ...]:
    (row,) = connection.execute(sql).fetchall()
    return tuple(row)


def _rows(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: list[Any] | None = None
) -> list[dict[str, Any]]:
    result = connection.execute(sql, parameters)
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
