"""Random histories of customers, and a small warehouse that holds one."""

import csv
import functools
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
from hypothesis import strategies as st

RULES = Path(__file__).resolve().parents[3] / "seeds" / "rules"
NOW = datetime.fromisoformat("2026-10-31")
STAGES = ("awareness", "interest", "active_buyer", "loyal", "advocate", "defector", "inactive")
CATEGORIES = ("running-shoes", "jackets", None)
CHANNELS = ("web", "app", "store", "email", None)


@functools.cache
def catalogue() -> tuple[dict[str, str], ...]:
    """The questions of the seed, as text."""
    with (RULES / "questions.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


@dataclass
class Customer:
    """One customer, as the marts would show them."""

    customer_id: str
    understanding_level: int = 4
    lifecycle_stage: str = "loyal"
    has_profiling_objection: bool = False
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


@dataclass(frozen=True)
class Known:
    """One attribute that survived in the profile."""

    customer_id: str
    attribute_name: str
    occurred_at: datetime | None


@dataclass
class History:
    """Everything the engine looks at."""

    customers: list[Customer]
    asks: list[Ask] = field(default_factory=list)
    known: list[Known] = field(default_factory=list)


def moments() -> st.SearchStrategy[datetime]:
    """Moments around the run: years ago, on the limits to the day, and in the future."""
    return st.integers(-3 * 24, 800 * 24).map(lambda hours: NOW - timedelta(hours=hours))


def some_or_none(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """The values, and the absence of one."""
    return st.one_of(st.none(), values)


@st.composite
def histories(draw: st.DrawFn) -> History:
    """A few customers with any flags, any past of questions and any known attributes."""
    flags = st.sampled_from([True, True, False, None])
    ids = [f"c{number}" for number in range(draw(st.integers(1, 4)))]
    customers = [
        Customer(
            customer_id=customer_id,
            understanding_level=draw(st.integers(1, 4)),
            lifecycle_stage=draw(st.sampled_from(STAGES)),
            has_profiling_objection=draw(st.sampled_from([False, False, False, True])),
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
        for customer_id in ids
    ]
    questions = [row["question_id"] for row in catalogue()]
    attributes = [row["attribute_name"] for row in catalogue()]
    asks = st.builds(
        Ask,
        customer_id=st.sampled_from(ids),
        question_id=st.sampled_from(questions),
        status=st.sampled_from(["asked", "answered", "refused"]),
        asked_at=moments(),
    )
    known = st.builds(
        Known,
        customer_id=st.sampled_from(ids),
        attribute_name=st.sampled_from(attributes),
        occurred_at=some_or_none(moments()),
    )
    once = st.lists(known, max_size=20, unique_by=lambda k: (k.customer_id, k.attribute_name))
    return History(customers=customers, asks=draw(st.lists(asks, max_size=12)), known=draw(once))


def build_warehouse(history: History) -> duckdb.DuckDBPyConnection:
    """Return an in-memory warehouse with the project's own rules and one history."""
    connection = duckdb.connect()
    for schema in ("rules", "input", "identity", "profile", "marts", "engine"):
        connection.execute(f"create schema {schema}")
    connection.execute(_SEEDS.format(rules=RULES))
    connection.execute(_TABLES)
    connection.execute("insert into input.run_clock values ($1)", [NOW])
    for number, ask in enumerate(history.asks):
        record = f"survey.responses:{number}"
        answered_at = ask.asked_at if ask.status == "answered" else None
        connection.execute(
            "insert into input.input__answers values ($1, $2, $3, $4, $5)",
            [record, ask.question_id, ask.status, ask.asked_at, answered_at],
        )
        connection.execute(
            "insert into identity.int_identity__records_resolved values ($1, $2)",
            [record, ask.customer_id],
        )
    for known in history.known:
        connection.execute(
            "insert into profile.int_profile__attributes_survived values ($1, $2, 'x', $3)",
            [known.customer_id, known.attribute_name, known.occurred_at],
        )
    for customer in history.customers:
        values = vars(customer)
        connection.execute(
            f"insert into marts.customers ({', '.join(values)}) "
            f"values ({', '.join('?' for _ in values)})",
            list(values.values()),
        )
    return connection


_SEEDS = """
create table rules.questions as
select * replace (
    cast(generality as integer) as generality,
    cast(min_understanding_level as integer) as min_understanding_level,
    cast(expiry_days as integer) as expiry_days,
    cast(cooldown_days as integer) as cooldown_days,
    cast(base_value as double) as base_value,
    cast(base_answer_rate as double) as base_answer_rate,
    cast(is_active as boolean) as is_active
)
from read_csv('{rules}/questions.csv', all_varchar = true);
create table rules.question_limits as from read_csv('{rules}/question_limits.csv');
"""

_TABLES = """
create table input.run_clock (as_of_at timestamp);
create table input.input__answers (
    source_record_id varchar, question_id varchar, status varchar, asked_at timestamp,
    answered_at timestamp
);
create table identity.int_identity__records_resolved (
    source_record_id varchar, customer_id varchar
);
create table profile.int_profile__attributes_survived (
    customer_id varchar, attribute_name varchar, attribute_value varchar, occurred_at timestamp
);
create table marts.customers (
    customer_id varchar, understanding_level integer, lifecycle_stage varchar,
    has_profiling_objection boolean, can_profile boolean, can_personalise boolean,
    can_email boolean, can_sms boolean, can_push boolean, email varchar, phone varchar,
    preferred_channel varchar, favourite_category varchar, favourite_brand varchar,
    nearest_store_id varchar, order_count integer, last_order_at timestamp,
    last_web_seen_at timestamp, last_app_seen_at timestamp, last_store_seen_at timestamp
);
create table engine.next_questions (
    customer_id varchar, question_id varchar, rank integer, channel varchar, context varchar,
    expected_value double, answer_probability double, reason varchar, blocked_rule varchar,
    computed_at timestamp
);
"""
