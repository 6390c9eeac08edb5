"""The models that decide on messages, run day after day over a world that a test makes up.

Their SQL is rendered once, as tests/project/consent_world.py does for consent, and makes tables in
memory at each run; a world only fills the few tables they read.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import jinja2

ROOT = Path(__file__).resolve().parents[2]
START = datetime.fromisoformat("2026-01-01")
# What stands in the rendered SQL for the moment of a run.
AS_OF = "moment_of_run"
# Trigger, priority, channels, purpose, rest in days, and whether limits hold it back.
TRIGGERS = (
    ("cart", 1, "email|sms", "personalisation", 4, True),
    ("stock", 2, "sms|email", "marketing", None, True),
    ("welcome", 3, "email", "marketing", None, False),
)
# Limit, channel, window in days, messages, and the declared pace it is for.
LIMITS = (
    ("day", "any", 1, 1, None),
    ("week", "any", 7, 2, None),
    ("sms", "sms", 5, 1, None),
    ("never", "email", 30, 0, "never"),
)
MODELS = (
    "messages_before",
    "contacts_counted",
    "limits_reached",
    "occasion_channels",
    "occasions_checked",
    "occasions_decided",
)
_TABLES = """
create table run_clock (as_of_at timestamp);
create table occasions (
    customer_id varchar, trigger_id varchar, occasion_key varchar, opens_at timestamp,
    expires_at timestamp, sku varchar, amount decimal(18, 2), previous_amount decimal(18, 2),
    currency varchar
);
create view int_activation__trigger_occasions as
select occasions.* from occasions, run_clock
where opens_at <= as_of_at and expires_at > as_of_at - interval 7 days;
create table triggers (
    trigger_id varchar, priority integer, channels varchar, purpose varchar,
    cool_down_days integer, is_capped boolean, waits_for_support boolean
);
create table contact_limits (
    limit_id varchar, channel varchar, window_days integer, max_messages integer,
    declared_pace varchar
);
create table contact_channels as select unnest(['email', 'sms']) as channel;
create table processing_purposes as
select * from (
    values ('marketing', 'row', null), ('personalisation', 'customer', 'can_personalise')
) as purposes (purpose, permission_level, needs_permission);
create table int_profile__permissions (
    customer_id varchar, can_profile boolean, can_personalise boolean
);
create table int_profile__privacy_states (
    customer_id varchar, has_objection boolean, has_erasure_request boolean
);
create table int_profile__customer_consents (
    customer_id varchar, purpose varchar, channel varchar, is_granted boolean
);
create table int_profile__contacts_allowed (customer_id varchar, channel varchar);
create table int_profile__attributes_survived (
    customer_id varchar, attribute_name varchar, attribute_value varchar, value_kind varchar,
    is_expired boolean
);
create table int_activity__support_requests (customer_id varchar, open_request_count integer);
create table int_activity__interactions_resolved (
    interaction_id varchar, customer_id varchar, interaction_type varchar, channel varchar,
    campaign_id varchar, occurred_at timestamp
);
create table input__products (
    sku varchar, stock_quantity integer, price_amount decimal(18, 2), currency varchar
);
create table customer_redirects (customer_id varchar, current_customer_id varchar);
create table int_activation__messages_chosen (
    message_id varchar, customer_id varchar, trigger_id varchar, occasion_key varchar,
    channel varchar, is_capped boolean, chosen_at timestamp, expires_at timestamp
);
"""


@dataclass(frozen=True)
class Occasion:
    """Something that sets off a trigger for a customer; days count from 2026-01-01."""

    customer: str
    trigger: str
    key: str
    opens_on: int
    open_days: int


@dataclass(frozen=True)
class Person:
    """What a customer permits: channels agreed to, channels with an address, and the rest."""

    granted: frozenset[str]
    reachable: frozenset[str]
    can_personalise: bool = True
    objects: bool = False
    is_waiting: bool = False
    pace: str | None = None


@dataclass(frozen=True)
class Campaign:
    """A mailing that a customer was sent beside all triggers."""

    customer: str
    channel: str
    day: int


@dataclass(frozen=True)
class World:
    """People, what happened to them, what they were sent, and the days that runs describe."""

    people: dict[str, Person]
    occasions: tuple[Occasion, ...]
    campaigns: tuple[Campaign, ...]
    days: tuple[int, ...]


@dataclass(frozen=True)
class Message:
    """A message that a run chose."""

    customer: str
    trigger: str
    key: str
    channel: str
    day: int


def day(number: int) -> datetime:
    """The day of a world as a moment."""
    return START + timedelta(days=number)


class MessageModels:
    """The models between the occasions and the log of messages."""

    def __init__(self, change: Callable[[str], str] = lambda sql: sql) -> None:
        """Render the models; `change` may break their SQL to see whether a test notices."""
        self.connection = duckdb.connect(config={"threads": 1})
        # Planning costs more than running on a handful of rows.
        self.connection.execute("pragma disable_optimizer")
        self.connection.execute(_TABLES)
        self.steps = {name: change(_render(name)) for name in MODELS}
        self.messages_chosen = change(_render("messages_chosen"))
        _fill(self.connection, "triggers", [(*row, True) for row in TRIGGERS])
        _fill(self.connection, "contact_limits", LIMITS)

    def enter(self, world: World, order: int = 0) -> None:
        """Fill the tables with a world, its rows in an order of their own, and empty the log."""
        self.connection.execute("truncate int_activation__messages_chosen")
        people = world.people.items()
        channels = [(name, channel) for name, person in people for channel in person.granted]
        tables: dict[str, list[tuple[object, ...]]] = {
            "occasions": [
                (o.customer, o.trigger, o.key, day(o.opens_on), day(o.opens_on + o.open_days))
                + (None,) * 4
                for o in world.occasions
            ],
            "int_profile__permissions": [
                (name, False, person.can_personalise) for name, person in people
            ],
            "int_profile__privacy_states": [
                (name, person.objects, False) for name, person in people
            ],
            "int_profile__customer_consents": [
                (name, "marketing", channel, True) for name, channel in channels
            ],
            "int_profile__contacts_allowed": [
                (name, channel)
                for name, channel in channels
                if channel in world.people[name].reachable
            ],
            "int_profile__attributes_survived": [
                (name, "newsletter_frequency", person.pace, "declared", False)
                for name, person in people
                if person.pace
            ],
            "int_activity__support_requests": [
                (name, int(person.is_waiting)) for name, person in people
            ],
            "int_activity__interactions_resolved": [
                (f"i{number}", c.customer, f"{c.channel}_sent", c.channel, "news", day(c.day))
                for number, c in enumerate(world.campaigns)
            ],
        }
        for table, rows in tables.items():
            _fill(self.connection, table, random.Random(order).sample(rows, len(rows)))

    def run(self, number: int) -> list[Message]:
        """Run for a day, and return the messages to send, in order."""
        _fill(self.connection, "run_clock", [(day(number),)])
        as_of = f"timestamp '{day(number)}'"
        for name, query in self.steps.items():
            self.connection.execute(
                f"create or replace table int_activation__{name} as {query.replace(AS_OF, as_of)}"
            )
        chosen = self.connection.execute(
            "select customer_id, trigger_id, occasion_key, channel "
            "from int_activation__occasions_decided where fate = 'chosen' order by all"
        ).fetchall()
        self.connection.execute(
            "insert into int_activation__messages_chosen "
            + self.messages_chosen.replace(AS_OF, as_of)
        )
        return [Message(who, what, key, where, number) for who, what, key, where in chosen]

    def log(self) -> list[Message]:
        """Everything that runs have chosen."""
        rows = self.connection.execute(
            "select customer_id, trigger_id, occasion_key, channel, "
            f"date_diff('day', timestamp '{START}', chosen_at) "
            "from int_activation__messages_chosen order by all"
        ).fetchall()
        return [Message(*row) for row in rows]


def _fill(
    connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Sequence[object]]
) -> None:
    connection.execute(f"truncate {table}")
    if rows:
        places = ", ".join(f"({', '.join('?' for _ in row)})" for row in rows)
        values = [value for row in rows for value in row]
        connection.execute(f"insert into {table} values {places}", values)


class _DbtMacros:
    """The macros of dbt that the models use, as they read on DuckDB."""

    @staticmethod
    def dateadd(part: str, count: str, moment: str) -> str:
        return f"({moment} + to_{part}s(cast({count} as integer)))"

    @staticmethod
    def position(part: str, text: str) -> str:
        return f"position({part} in {text})"

    @staticmethod
    def hash(text: str) -> str:
        return f"md5({text})"


def _render(name: str) -> str:
    path = ROOT / f"models/intermediate/activation/int_activation__{name}.sql"
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=False)
    return environment.from_string(path.read_text("utf-8")).render(
        ref=lambda model: model,
        this="int_activation__messages_chosen",
        config=lambda **_: "",
        is_incremental=lambda: True,
        as_of=lambda: AS_OF,
        previous_messages=lambda: "select * from int_activation__messages_chosen",
        dbt=_DbtMacros,
    )
