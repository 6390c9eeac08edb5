"""The models of the lifecycle, compiled once and run in memory on one example after another."""

from __future__ import annotations

import random
from datetime import datetime
from typing import Any

import duckdb

from tests.identity.conftest import ROOT, Build
from tests.lifecycle.retelling import FREE, Condition, History

FOLDER = ROOT / "models" / "intermediate" / "segmentation"
LIFECYCLE = (
    "events_collapsed",
    "signals_dated",
    "lives_begun",
    "conditions_held",
    "rules_held",
    "stages_held",
    "stays_assigned",
    "stays_explained",
)
GIVEN = {
    "int_activity__events_attributed": (
        "customer_id varchar, event_name varchar, has_analytics_consent boolean, "
        "occurred_at timestamp"
    ),
    "int_activity__orders_resolved": (
        "customer_id varchar, order_id varchar, is_purchase boolean, ordered_at timestamp"
    ),
    "int_activity__interactions_resolved": (
        "customer_id varchar, interaction_id varchar, interaction_type varchar, "
        "is_machine boolean, rating integer, occurred_at timestamp"
    ),
    "int_activity__answers_resolved": (
        "customer_id varchar, status varchar, answered_at timestamp"
    ),
    "int_profile__customers_profiled": "customer_id varchar, is_profiled boolean",
    "int_segmentation__customer_facts": (
        "customer_id varchar, is_profiled boolean, first_seen_at timestamp"
    ),
    "int_segmentation__lifecycle_windows_fitted": (
        "customer_id varchar, condition_id varchar, window_days integer"
    ),
    "lifecycle_stages": (
        "stage_rank integer, lifecycle_stage varchar, name_fr varchar, name_en varchar"
    ),
    "lifecycle_conditions": (
        "condition_id varchar, lifecycle_stage varchar, rule_kind varchar, alternative varchar, "
        "signal varchar, comparison varchar, signal_count integer, window_days integer"
    ),
    "lifecycle_signals": "signal_rank integer, signal varchar, counted varchar, name_en varchar",
    "lifecycle_signal_events": "signal varchar, event_type varchar, minimum_rating integer",
    "clock": "as_of_at timestamp",
}
Stay = tuple[str, str, datetime]


def open_models(build: Build) -> Lifecycle:
    """The models, with nothing in the tables that they read."""
    models = {name: f"select * from given_{name}" for name in GIVEN if name != "clock"}
    paths = [FOLDER / f"int_segmentation__lifecycle_{name}.sql" for name in LIFECYCLE]
    paths.append(ROOT / "models" / "marts" / "segmentation" / "customer_lifecycle_history.sql")
    clock = "(select as_of_at from given_clock)"
    for path in paths:
        text = path.read_text("utf-8").replace("{{ as_of() }}", clock)
        models[path.stem] = text.replace("as_of()", f"'{clock}'")
    tables = [f"create table given_{name} ({columns})" for name, columns in GIVEN.items()]
    reader = build(models, tables)
    compiled = dict(reader.sql("select view_name, sql from duckdb_views()").fetchall())
    database = reader.sql("select current_database()").fetchall()[0][0]
    reader.close()
    connection = duckdb.connect()
    connection.execute(f"attach ':memory:' as {database}")
    connection.execute(f"use {database}")
    for statement in tables:
        connection.execute(statement)
    steps = [compiled[name].replace("CREATE VIEW", "create or replace table", 1) for name in models]
    return Lifecycle(connection, steps)


class Lifecycle:
    """The models with the rows of one example."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, steps: list[str]) -> None:
        """Over what `open_models` has compiled: one statement a model, in their order."""
        self.connection = connection
        self._steps = steps

    def load(
        self,
        histories: dict[str, History],
        conditions: list[Condition],
        stages: list[str],
        shuffle: int | None = None,
    ) -> None:
        """Fills the tables; with `shuffle`, in another order and each visit twice."""
        for name in GIVEN:
            self.connection.execute(f"delete from given_{name}")
        rows: list[tuple[str, tuple[object, ...]]] = [
            ("lifecycle_signal_events", ("order", "purchase", None)),
            ("lifecycle_signal_events", ("promoter", "nps_answered", 9)),
            ("lifecycle_signal_events", ("sign_of_life", "any_sign", None)),
            ("lifecycle_signals", (1, "order", "each", "orders")),
            ("lifecycle_signals", (2, "promoter", "latest", "promoters")),
            ("lifecycle_signals", (3, "sign_of_life", "day", "days")),
        ]
        for customer, history in histories.items():
            rows.append(("int_profile__customers_profiled", (customer, True)))
            rows.append(("int_segmentation__customer_facts", (customer, True, history.begun_at)))
            for place, at in enumerate(history.orders):
                order = (customer, f"{customer}-{place}", True, at)
                rows.append(("int_activity__orders_resolved", order))
            visits = history.visits * (1 if shuffle is None else 2)
            events = "int_activity__events_attributed"
            rows.extend((events, (customer, "seen", True, at)) for at in visits)
            for place, (at, score) in enumerate(history.answers):
                answer = (customer, f"{place:03}", "nps_answered", False, score, at)
                rows.append(("int_activity__interactions_resolved", answer))
        for rank, stage in enumerate([*stages, FREE], 1):
            rows.append(("lifecycle_stages", (rank, stage, stage, stage)))
        for place, rule in enumerate(conditions):
            held = (
                f"c{place}", rule.stage, rule.role, rule.alternative, rule.signal,
                rule.comparison, rule.count, rule.window_days,
            )  # fmt: skip
            rows.append(("lifecycle_conditions", held))
        if shuffle is not None:
            random.Random(shuffle).shuffle(rows)
        for name in GIVEN:
            values = [row for table, row in rows if table == name]
            if values:
                marks = ", ".join(f"({', '.join('?' for _ in row)})" for row in values)
                flat = [value for row in values for value in row]
                self.connection.execute(f"insert into given_{name} values {marks}", flat)

    def stays(self, as_of: datetime) -> list[Stay]:
        """Every stay, those to come included: customer, stage, entry."""
        self._run(as_of)
        return self.connection.execute(
            "select customer_id, lifecycle_stage, entered_at "
            "from int_segmentation__lifecycle_stays_assigned order by all"
        ).fetchall()

    def history(self, as_of: datetime) -> list[tuple[Any, ...]]:
        """The mart, in the order of customers and stays."""
        self._run(as_of)
        return self.connection.execute(
            "select customer_id, stay_number, lifecycle_stage, entered_at, left_at, "
            "previous_stage, next_stage, reason, ended_by "
            "from customer_lifecycle_history order by all"
        ).fetchall()

    def _run(self, as_of: datetime) -> None:
        self.connection.execute("delete from given_clock")
        self.connection.execute("insert into given_clock values (?)", [as_of])
        for step in self._steps:
            self.connection.execute(step)
