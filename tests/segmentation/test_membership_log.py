"""Whatever people and rules do, the log folded is the membership that the last run saw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.segmentation.rendering import empty_log, render, tables

CHANGES = "int_segmentation__membership_changes"
LOG = "int_segmentation__memberships_logged"
RUNS = "int_segmentation__segment_runs"
PEOPLE, SEGMENTS = "abcd", "xy"
Members = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Run:
    """What a run finds: its day, the members, the version of each segment's rule, who is merged."""

    day: int
    members: Members
    rules: tuple[int, ...]
    merged: frozenset[str] = frozenset()


class Log:
    """The models of the log, run after run."""

    def __init__(self) -> None:
        self.connection = duckdb.connect()

    def run(self, run: Run) -> None:
        """Describe the world as `run` has it, and let the log see it."""
        moment = f"2026-01-{run.day:02} 00:00:00"
        self._give_world(run)
        built = tables(self.connection)
        previous: dict[str, Any] = {
            "previous_membership_log": lambda: (
                f"select * from {LOG}" if LOG in built else empty_log("previous_membership_log")
            ),
            "previous_segment_runs": lambda: (
                f"select * from {RUNS} where run_at = (select max(run_at) from {RUNS})"
                if RUNS in built
                else empty_log("previous_segment_runs")
            ),
        }
        for model in ("int_segmentation__memberships_before", "int_segmentation__runs_numbered"):
            self._make(model, render(model, moment, **previous))
        self._make(CHANGES, render(CHANGES, moment, **previous))
        self._append(LOG, render(LOG, moment, this=LOG if LOG in built else ""), "false")
        self._append(
            RUNS,
            render(RUNS, moment, this=RUNS if RUNS in built else ""),
            "run_at in (select run_at from added)",
        )
        folded = "int_segmentation__memberships_folded"
        self._make(folded, render(folded, moment))

    def open_stays(self) -> Members:
        """Whom the log has as members."""
        rows = self.connection.execute(
            "select customer_id, segment_id from int_segmentation__memberships_folded "
            "where is_current"
        ).fetchall()
        assert len(rows) == len(set(rows))
        return frozenset((str(row[0]), str(row[1])) for row in rows)

    def rows(self) -> list[tuple[object, ...]]:
        """Every line of the log."""
        return self.connection.execute(f"select * from {LOG} order by all").fetchall()

    def _give_world(self, run: Run) -> None:
        members = ", ".join(f"('{who}', '{what}')" for who, what in sorted(run.members))
        self._make(
            "int_segmentation__segments_matched",
            "select col0 as customer_id, col1 as segment_id, 'why' as reason from "
            + (f"(values {members})" if members else "(values ('', '')) where false"),
        )
        rules = ", ".join(f"('{s}', 'h{v}')" for s, v in zip(SEGMENTS, run.rules, strict=True))
        self._make(
            "int_segmentation__segments_defined",
            "select col0 as segment_id, col1 as definition_hash, '' as predicate, "
            f"true as is_in_force from (values {rules})",
        )
        standing = ", ".join(f"('{who}')" for who in PEOPLE if who not in run.merged)
        self._make(
            "int_profile__customers_profiled",
            f"select col0 as customer_id, true as is_profiled from (values {standing})",
        )
        registry = ", ".join(
            f"('{who}', {repr('redirected') if who in run.merged else repr('standing')})"
            for who in PEOPLE
        )
        self._make(
            "int_identity__customer_registry",
            "select col0 as customer_id, col1 as status, timestamp '2025-01-01' as "
            "registered_at, case when col1 = 'redirected' then 'a' end as "
            f"redirects_to_customer_id from (values {registry})",
        )

    def _make(self, name: str, sql: str) -> None:
        self.connection.execute(f"create or replace table {name} as {sql}")

    def _append(self, name: str, sql: str, replaced: str) -> None:
        self._make("added", sql)
        if name not in tables(self.connection):
            self.connection.execute(f"create table {name} as select * from added where false")
        self.connection.execute(f"delete from {name} where {replaced}")
        self.connection.execute(f"insert into {name} select * from added")


MEMBERS = st.frozensets(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(SEGMENTS)))
RUN = st.builds(
    Run,
    day=st.integers(1, 9),
    members=MEMBERS,
    rules=st.tuples(st.integers(1, 2), st.integers(1, 2)),
)


@settings(max_examples=12, deadline=None)
@given(runs=st.lists(RUN, min_size=1, max_size=6))
def test_the_log_folded_is_the_membership_of_the_latest_run(runs: list[Run]) -> None:
    log = Log()
    latest = 0
    for run in runs:
        before = log.rows() if latest else []
        log.run(run)
        if run.day < latest:
            assert log.rows() == before
            continue
        latest = run.day
        assert log.open_stays() == run.members
        once = log.rows()
        log.run(run)
        assert log.rows() == once


@settings(max_examples=12, deadline=None)
@given(runs=st.lists(RUN, min_size=1, max_size=6))
def test_entries_and_exits_take_turns_and_add_up(runs: list[Run]) -> None:
    log = Log()
    for run in sorted(runs, key=lambda each: each.day):
        log.run(run)
    turns: dict[tuple[object, object], list[object]] = {}
    for who, what, change in log.connection.execute(
        f"select customer_id, segment_id, change_type from {LOG} order by run_number"
    ).fetchall():
        turns.setdefault((who, what), []).append(change)
    for changes in turns.values():
        assert changes == [("entered", "left")[n % 2] for n in range(len(changes))]


def causes(log: Log, day: int) -> set[tuple[str, str, str, str]]:
    """What the log says of a day: customer, segment, what happened, why."""
    return {
        (str(row[0]), str(row[1]), str(row[2]), str(row[3]))
        for row in log.connection.execute(
            f"select customer_id, segment_id, change_type, cause from {LOG} "
            f"where occurred_at = timestamp '2026-01-{day:02}'"
        ).fetchall()
    }


def test_a_merged_customer_leaves_and_the_survivor_takes_over() -> None:
    log = Log()
    log.run(Run(1, frozenset({("b", "x"), ("c", "y")}), (1, 1)))
    log.run(Run(2, frozenset({("a", "x"), ("c", "y")}), (1, 1), merged=frozenset("b")))
    assert causes(log, 2) == {("b", "x", "left", "merged"), ("a", "x", "entered", "merged_in")}
    assert log.open_stays() == {("a", "x"), ("c", "y")}


def test_a_changed_rule_is_told_from_people_who_changed() -> None:
    log = Log()
    log.run(Run(1, frozenset({("a", "x"), ("a", "y")}), (1, 1)))
    log.run(Run(2, frozenset({("b", "x"), ("b", "y")}), (2, 1)))
    assert causes(log, 2) == {
        ("a", "x", "left", "definition_changed"),
        ("b", "x", "entered", "definition_changed"),
        ("a", "y", "left", "data_changed"),
        ("b", "y", "entered", "data_changed"),
    }
    log.run(Run(3, frozenset({("c", "x")}), (2, 1)))
    assert {cause for *_, cause in causes(log, 3)} == {"data_changed"}
