"""Random histories of customers, and a small warehouse that holds one."""

import csv
import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
from hypothesis import strategies as st

from benchmarks.next_question.warehouse import empty_warehouse

RULES = Path(__file__).resolve().parents[3] / "seeds" / "rules"
NOW = datetime.fromisoformat("2026-10-31")
STAGES = ("awareness", "interest", "active_buyer", "loyal", "advocate", "defector", "inactive")
CATEGORIES = ("running-shoes", "jackets", None)
CHANNELS = ("web", "app", "store", "email", "call", None)

Row = Mapping[str, str]


@functools.cache
def seed(name: str) -> tuple[Row, ...]:
    """The rows of a seed of rules, as text."""
    with (RULES / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


def catalogue() -> tuple[Row, ...]:
    """The questions of the seed, as text."""
    return seed("questions")


def limit(name: str) -> float:
    """One of the limits that hold for every question."""
    return next(
        float(row["limit_value"]) for row in seed("question_limits") if row["limit_name"] == name
    )


@dataclass
class Customer:
    """One customer, as the marts would show them."""

    customer_id: str
    understanding_level: int | None = 4
    lifecycle_stage: str | None = "loyal"
    has_profiling_objection: bool | None = False
    can_profile: bool | None = True
    can_personalise: bool | None = True
    can_email: bool | None = True
    can_sms: bool | None = False
    can_push: bool | None = False
    email: str | None = "a@shop.example"
    phone: str | None = None
    preferred_channel: str | None = None
    favourite_category: str | None = None
    favourite_brand: str | None = None
    nearest_store_id: str | None = None
    order_count: int = 0
    last_order_at: datetime | None = None
    last_web_seen_at: datetime | None = NOW - timedelta(days=1)
    last_app_seen_at: datetime | None = None
    last_store_seen_at: datetime | None = None


@dataclass(frozen=True)
class Ask:
    """One question that was put to a customer."""

    customer_id: str
    question_id: str
    status: str
    asked_at: datetime
    answer_value: str | None = None
    hours_to_answer: int = 0

    @property
    def answered_at(self) -> datetime | None:
        """When it was answered."""
        is_answered = self.status == "answered"
        return self.asked_at + timedelta(hours=self.hours_to_answer) if is_answered else None


@dataclass(frozen=True)
class Known:
    """One attribute that survived in the profile."""

    customer_id: str
    attribute_name: str
    occurred_at: datetime | None
    attribute_value: str = "x"


@dataclass(frozen=True)
class View:
    """When a customer last looked at a category."""

    customer_id: str
    category: str
    last_viewed_at: datetime


@dataclass(frozen=True)
class Taste:
    """What behaviour shows of a customer: one value of a preference."""

    customer_id: str
    preference_name: str
    preference_value: str
    sign_count: int
    behaviour_share: float
    behaviour_rank: int = 1
    is_declared: bool = False
    is_sure_by_behaviour: bool = True


@dataclass(frozen=True)
class Reliability:
    """How often a guess was right."""

    attribute_name: str
    evidence_level: str
    confidence: float
    agreed_count: int = 0
    compared_count: int = 0


@dataclass
class History:
    """Everything the engine looks at.

    `changes` are changes to the catalogue, by question and column; `unused` are the questions whose
    uses have gone.
    """

    customers: list[Customer]
    asks: list[Ask] = field(default_factory=list)
    known: list[Known] = field(default_factory=list)
    views: list[View] = field(default_factory=list)
    tastes: list[Taste] = field(default_factory=list)
    reliability: list[Reliability] = field(default_factory=list)
    changes: dict[str, dict[str, str]] = field(default_factory=dict)
    unused: frozenset[str] = frozenset()

    def question(self, question_id: str) -> Row | None:
        """The question as this history's catalogue has it."""
        row = next((row for row in catalogue() if row["question_id"] == question_id), None)
        return {**row, **self.changes.get(question_id, {})} if row else None


def moments() -> st.SearchStrategy[datetime]:
    """Moments around the run: years ago, on the limits to the day, and in the future."""
    return st.integers(-3 * 24, 800 * 24).map(lambda hours: NOW - timedelta(hours=hours))


def recent_moments() -> st.SearchStrategy[datetime]:
    """Moments of the last months, among them those on the limits."""
    return st.integers(-1, 100).map(lambda days: NOW - timedelta(days=days))


def some_or_none(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """The values, and the absence of one."""
    return st.one_of(st.none(), values)


@st.composite
def customers(draw: st.DrawFn, customer_id: str) -> Customer:
    """A customer with any flags."""
    flags = st.sampled_from([True, True, True, False, None])
    return Customer(
        customer_id=customer_id,
        understanding_level=draw(st.sampled_from([1, 2, 3, 4, 4, 5, None])),
        lifecycle_stage=draw(st.sampled_from([*STAGES, "loyal", None])),
        has_profiling_objection=draw(st.sampled_from([False, False, False, True, None])),
        can_profile=draw(flags),
        can_personalise=draw(flags),
        can_email=draw(flags),
        can_sms=draw(flags),
        can_push=draw(flags),
        email=draw(st.sampled_from(["a@shop.example", None])),
        phone=draw(st.sampled_from(["+33639980000", None])),
        preferred_channel=draw(st.sampled_from(CHANNELS)),
        favourite_category=draw(st.sampled_from(CATEGORIES)),
        favourite_brand=draw(st.sampled_from(["Velkora", None])),
        nearest_store_id=draw(st.sampled_from(["S1", None])),
        order_count=draw(st.integers(0, 5)),
        last_order_at=draw(some_or_none(moments())),
        last_web_seen_at=draw(some_or_none(moments())),
        last_app_seen_at=draw(some_or_none(moments())),
        last_store_seen_at=draw(some_or_none(moments())),
    )


@st.composite
def histories(draw: st.DrawFn) -> History:
    """A few customers with any flags, any past of questions and any known attributes."""
    ids = [f"c{number}" for number in range(draw(st.integers(1, 4)))]
    id_ = st.sampled_from(ids)
    questions = [row["question_id"] for row in catalogue()]
    attributes = [row["attribute_name"] for row in catalogue()]
    values = st.sampled_from(["running", "yoga", "jackets", "x"])
    asks = st.builds(
        Ask,
        customer_id=id_,
        question_id=st.sampled_from([*questions, "q_sport", "q_favourite_category"]),
        status=st.sampled_from(["asked", "answered", "refused"]),
        asked_at=moments() | recent_moments(),
        answer_value=values,
        hours_to_answer=st.integers(0, 48),
    )
    known = st.builds(
        Known,
        customer_id=id_,
        attribute_name=st.sampled_from([*attributes, "sport", "favourite_category"]),
        occurred_at=some_or_none(moments()),
        attribute_value=values,
    )
    views = st.builds(
        View,
        customer_id=id_,
        category=st.sampled_from(["running-shoes", "jackets"]),
        last_viewed_at=recent_moments(),
    )
    tastes = st.builds(
        Taste,
        customer_id=id_,
        preference_name=st.sampled_from(["category", "brand", "size"]),
        preference_value=st.sampled_from(["jackets", "M", "42"]),
        sign_count=st.integers(1, 12),
        behaviour_share=st.sampled_from([0.2, 0.4, 0.7, 1.0]),
        behaviour_rank=st.integers(1, 2),
    )
    reliability = st.builds(
        Reliability,
        attribute_name=st.sampled_from(
            [row["attribute_name"] for row in seed("guessed_attributes")]
        ),
        evidence_level=st.sampled_from(["weak", "fair", "strong"]),
        confidence=st.sampled_from([0.3, 0.79, 0.8, 0.95]),
    )
    changes = st.sampled_from(
        [
            {"is_active": "false"},
            {"sensitivity": "health"},
            {"max_asks_per_week": "1"},
            {"max_asks_per_week": "2"},
            {"contexts": "jackets|running-shoes"},
        ]
    )
    return History(
        customers=[draw(customers(customer_id)) for customer_id in ids],
        asks=draw(
            st.lists(
                asks,
                max_size=12,
                unique_by=lambda ask: (ask.customer_id, ask.question_id, ask.answered_at),
            )
        ),
        known=draw(
            st.lists(known, max_size=12, unique_by=lambda k: (k.customer_id, k.attribute_name))
        ),
        views=draw(st.lists(views, max_size=4, unique_by=lambda v: (v.customer_id, v.category))),
        tastes=draw(
            st.lists(
                tastes,
                max_size=8,
                unique_by=(
                    lambda t: (t.customer_id, t.preference_name, t.behaviour_rank),
                    lambda t: (t.customer_id, t.preference_name, t.preference_value),
                ),
            )
        ),
        reliability=draw(
            st.lists(
                reliability,
                max_size=20,
                unique_by=lambda r: (r.attribute_name, r.evidence_level),
            )
        ),
        changes=draw(st.dictionaries(st.sampled_from(questions), changes, max_size=6)),
        unused=draw(st.frozensets(st.sampled_from(questions), max_size=3)),
    )


def build_warehouse(history: History) -> duckdb.DuckDBPyConnection:
    """Return an in-memory warehouse with the project's own rules and one history."""
    connection = empty_warehouse()
    fill(connection, history)
    return connection


def fill(connection: duckdb.DuckDBPyConnection, history: History) -> None:
    """Put one history into an empty warehouse."""
    connection.execute("insert into input.run_clock values ($1)", [NOW])
    for question_id, columns in history.changes.items():
        for column, value in columns.items():
            connection.execute(
                f"update rules.questions set {column} = $1 where question_id = $2",
                [value, question_id],
            )
    for question_id in history.unused:
        connection.execute("delete from rules.question_uses where question_id = $1", [question_id])
    for number, ask in enumerate(history.asks):
        record = f"survey.responses:{number}"
        insert(
            connection,
            "input.input__answers",
            {
                "source_record_id": record,
                "question_id": ask.question_id,
                "status": ask.status,
                "answer_value": ask.answer_value if ask.status == "answered" else None,
                "channel": "web",
                "asked_at": ask.asked_at,
                "answered_at": ask.answered_at,
            },
        )
        insert(
            connection,
            "identity.int_identity__records_resolved",
            {"source_record_id": record, "customer_id": ask.customer_id},
        )
    insert_all(connection, "profile.int_profile__attributes_survived", history.known)
    insert_all(connection, "activity.int_activity__categories_viewed", history.views)
    insert_all(connection, "profile.int_profile__preferences", history.tastes)
    insert_all(connection, "engine.guess_reliability", history.reliability)
    insert_all(connection, "marts.customers", history.customers)


def insert_all(connection: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Any]) -> None:
    """Put dataclass rows into a table, each attribute in the column of its name."""
    for row in rows:
        insert(connection, table, vars(row))


def insert(connection: duckdb.DuckDBPyConnection, table: str, row: Mapping[str, Any]) -> None:
    """Put one row into a table, by column name."""
    places = ", ".join("?" for _ in row)
    connection.execute(
        f"insert into {table} ({', '.join(row)}) values ({places})", list(row.values())
    )
