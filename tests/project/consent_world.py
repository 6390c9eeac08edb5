"""The consent models' own SQL over histories that a test makes up, in memory.

The SQL is rendered once, as tests/project/claims.py does it, and becomes views; a history only
fills the few tables they read, so that hundreds of histories cost seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import jinja2

ROOT = Path(__file__).resolve().parents[2]
START = datetime.fromisoformat("2025-01-01")
END_OF_TIME = datetime.fromisoformat("9999-12-31")
BEGINNING = datetime.fromisoformat("1900-01-01")
AS_OF_DAY = 1000

_TABLES = """
create table input__consents (
    consent_id varchar, source_name varchar, source_record_id varchar, identifier_type varchar,
    identifier_value varchar, purpose varchar, channel varchar, decision varchar,
    consent_source varchar, text_version varchar, proof varchar, decided_at timestamp,
    ingested_at timestamp
);
create table int_identity__raw_identifiers (
    identifier_type varchar, raw_value varchar, normalized_value varchar, exclusion_rule varchar
);
create table int_identity__raw_identifiers_resolved (
    identifier_type varchar, raw_value varchar, customer_id varchar, valid_from_at timestamp,
    valid_to_at timestamp
);
create table customer_devices (
    device_type varchar, device_value varchar, customer_id varchar, valid_from_at timestamp,
    valid_to_at timestamp
);
create table int_profile__refusal_holders (
    device_type varchar, device_value varchar, customer_id varchar, valid_from_at timestamp,
    valid_to_at timestamp
);
create table int_profile__objections (
    customer_id varchar, purpose varchar, objected_at timestamp
);
create table consent_purposes as
select * from (values ('marketing', 'email', false), ('marketing', 'sms', false))
    as purposes (purpose, channel, device_decisions_count);
"""


@dataclass(frozen=True)
class Decision:
    """One decision at a contact point; days count from 2025-01-01."""

    contact_point: str
    day: int
    is_granted: bool
    channel: str = "email"


@dataclass(frozen=True)
class Holding:
    """Who holds a contact point, first and, once it has passed on, then."""

    first: str
    then: str | None = None
    passes_on_day: int = 0


Holdings = Mapping[str, Holding]
TABLES = (
    "input__consents",
    "int_identity__raw_identifiers",
    "int_identity__raw_identifiers_resolved",
)
# The channels on which a customer is permitted, and those on which anything was decided.
State = dict[tuple[str, str], bool]


def day(number: int) -> datetime:
    """The day of a history as a moment."""
    return START + timedelta(days=number)


def same_person(holding: Holding, is_customer_of: Mapping[str, str]) -> list[tuple[str, int, int]]:
    """The intervals of a contact point as (customer, from, to), equal neighbours made one."""
    first = is_customer_of[holding.first]
    if holding.then is None or is_customer_of[holding.then] == first:
        return [(first, -1, -1)]
    return [
        (first, -1, holding.passes_on_day),
        (is_customer_of[holding.then], holding.passes_on_day, -1),
    ]


class ConsentModels:
    """The ledger and the states that are read from it, as views over tables that a test fills."""

    def __init__(self, change: Callable[[str], str] = lambda sql: sql) -> None:
        """Render the models; `change` may break their SQL to see whether a test notices."""
        self.connection = duckdb.connect(config={"threads": 1})
        self.connection.execute(_TABLES)
        for name in ("consents_resolved", "consents_dated"):
            path = ROOT / f"models/intermediate/profile/int_profile__{name}.sql"
            query = change(render(path.read_text("utf-8")))
            self.connection.execute(f"create view int_profile__{name} as {query}")
        query = change(render_macro("consents_at", "moment"))
        self.connection.execute(f"create macro consents_at(moment) as table {query}")

    def states(
        self,
        decisions: Sequence[Decision],
        holdings: Holdings,
        customers: Mapping[str, str],
        moment: int = AS_OF_DAY,
    ) -> State:
        """What each customer permits at a moment, by (customer, channel), where anything stands.

        Args:
            decisions: The history, in the order of its delivery.
            holdings: Who holds each contact point.
            customers: The customer whom each person is taken for.
            moment: The day asked about.
        """
        execute = self.connection.execute
        for table in TABLES:
            execute(f"delete from {table}")
        consents = [
            (
                f"{decision.contact_point}-{number}",
                decision.contact_point,
                decision.channel,
                "granted" if decision.is_granted else "denied",
                day(decision.day),
                day(decision.day + 1),
            )
            for number, decision in enumerate(decisions)
        ]
        resolved = [
            (
                contact_point,
                customer,
                BEGINNING if since < 0 else day(since),
                END_OF_TIME if until < 0 else day(until),
            )
            for contact_point, held in holdings.items()
            for customer, since, until in same_person(held, customers)
        ]
        self._insert(
            "input__consents",
            "consent_id, identifier_value, channel, decision, decided_at, ingested_at",
            consents,
        )
        execute("update input__consents set identifier_type = 'email', purpose = 'marketing'")
        self._insert("int_identity__raw_identifiers", "raw_value", [(point,) for point in holdings])
        execute(
            "update int_identity__raw_identifiers "
            "set identifier_type = 'email', normalized_value = raw_value"
        )
        self._insert(
            "int_identity__raw_identifiers_resolved",
            "raw_value, customer_id, valid_from_at, valid_to_at",
            resolved,
        )
        execute("update int_identity__raw_identifiers_resolved set identifier_type = 'email'")
        rows = execute(
            "select customer_id, channel, is_granted from consents_at($1)", [day(moment)]
        ).fetchall()
        return {(customer, channel): is_granted for customer, channel, is_granted in rows}

    def _insert(self, table: str, columns: str, rows: Sequence[tuple[object, ...]]) -> None:
        if rows:
            places = ", ".join(f"({', '.join('?' for _ in row)})" for row in rows)
            values = [value for row in rows for value in row]
            self.connection.execute(f"insert into {table} ({columns}) values {places}", values)


def render(template: str) -> str:
    """A model's SQL with its references as plain table names."""
    return _environment().from_string(template).render()


def render_macro(name: str, *arguments: str) -> str:
    """What a macro of macros/profile gives for these arguments."""
    text = (ROOT / f"macros/profile/{name}.sql").read_text("utf-8")
    module = _environment().from_string(text).make_module()
    return str(getattr(module, name)(*arguments))


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined)
    environment.globals["ref"] = lambda name: name
    return environment
