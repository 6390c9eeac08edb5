"""Which value of an attribute wins depends on what was stated, not on the order it came in."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.identity.conftest import ROOT, Build

RANKED = ROOT / "models" / "intermediate" / "profile" / "int_profile__attributes_ranked.sql"
SEED = ROOT / "seeds" / "rules" / "survivorship.csv"
COLUMNS = (
    "customer_id varchar, attribute_name varchar, attribute_value varchar, value_kind varchar, "
    "source_name varchar, source_record_id varchar, confidence double, is_verified boolean, "
    "record_count integer, occurred_at timestamp, first_occurred_at timestamp, "
    "is_plausible boolean, is_corrected boolean"
)
ATTRIBUTES = ("first_name", "city", "birth_date", "interest", "region")
VALUES = ("Anna", "anna", "A.", "Annabelle", "Bea")
SOURCES = ("loyalty", "shop", "other")
KINDS = ("declared", "observed", "inferred", "third_party")
Row = tuple[Any, ...]


def random_rows(count: int, seed: int) -> list[Row]:
    """Stated values that are often equal in all but one thing, so that every criterion decides."""
    source = random.Random(seed)
    rows: dict[tuple[str, str, str], Row] = {}
    for _ in range(count):
        customer, record = f"c{source.randrange(count // 8)}", f"r{source.randrange(count)}"
        name, value = source.choice(ATTRIBUTES), source.choice(VALUES)
        day = datetime.fromisoformat("2020-01-01") + timedelta(days=source.choice([0, 0, 1, 2000]))
        rows[record, name, value] = (
            *(customer, name, value, source.choice(KINDS), source.choice(SOURCES), record),
            *(source.choice([0.5, 0.9]), source.random() < 0.7),
            *(1, None if source.random() < 0.1 else day, day, source.random() < 0.9),
            source.random() < 0.05,
        )
    return list(rows.values())


@pytest.fixture
def ranked(build: Build) -> list[list[Row]]:
    """The outcome of the same rows as stated, shuffled, and with half of them delivered twice."""
    rows = random_rows(4000, seed=11)
    source = random.Random(12)
    shuffled = source.sample(rows, len(rows))
    repeated = [*rows, *source.sample(rows, len(rows) // 2)]
    source.shuffle(repeated)
    sql = RANKED.read_text("utf-8")
    models, setup = {}, []
    for number, variant in enumerate((rows, shuffled, repeated)):
        setup.append(f"create table stated_{number} ({COLUMNS})")
        literals = ", ".join(f"({', '.join(map(literal, row))})" for row in variant)
        setup.append(f"insert into stated_{number} values {literals}")
        models[f"ranked_{number}"] = sql.replace(
            "{{ ref('int_profile__attributes_resolved') }}", f"stated_{number}"
        )
    models["survivorship"] = f"select * from read_csv('{SEED}')"
    connection = build(models, setup)
    found = [
        sorted(connection.sql(f"from ranked_{number}").fetchall(), key=repr) for number in range(3)
    ]
    connection.close()
    return found


def literal(value: object) -> str:
    """A value as SQL writes it."""
    if value is None:
        return "null"
    if isinstance(value, bool | float):
        return str(value).lower()
    return f"'{value}'"


def test_neither_row_order_nor_repeated_delivery_changes_a_winner(ranked: list[list[Row]]) -> None:
    as_stated, shuffled, repeated = ranked
    assert len(as_stated) > 1000
    assert shuffled == as_stated
    assert repeated == as_stated


def test_every_criterion_has_decided_something(ranked: list[list[Row]]) -> None:
    decided = {value for row in ranked[0] for value in row if isinstance(value, str)}
    assert {
        "corrected by the person",
        "plausible before implausible",
        "fresh before expired",
        "rank of its origin",
        "verified",
        "newest",
        "most records agree",
        "most confident",
        "most complete",
        "alphabetical order",
    } <= decided
