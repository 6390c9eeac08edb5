"""Objections and corrections become deliveries that the next run reads."""

from __future__ import annotations

import csv
import json
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import duckdb
import pytest
import yaml

from orchestration.environment import PROJECT_DIR
from orchestration.lib.landing.deliveries import read_landing
from orchestration.lib.privacy.requests import (
    PURPOSES,
    RECTIFIABLE,
    RefusedRequestError,
    deliver_objection,
    deliver_rectification,
)

AT = datetime(2026, 11, 5, 9, 30)  # noqa: DTZ001 the warehouse's times are UTC without a zone


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """A build in which one customer has a login, an e-mail address and a card that passed on."""
    with duckdb.connect() as connection:
        connection.execute(
            """
            create schema marts;
            create schema rules;
            create table rules.identifier_types as
            select * from (values ('login', 1), ('loyalty_id', 2), ('email', 4))
                as types (identifier_type, priority);
            create table marts.customer_identifiers as
            select * from (values
                ('cus_a', 'email', 'anna@example.org', true, timestamp '2026-01-02'),
                ('cus_a', 'login', 'u1', true, timestamp '2025-01-01'),
                ('cus_a', 'login', 'u0', true, timestamp '2024-01-01'),
                ('cus_b', 'loyalty_id', 'c9', false, timestamp '2024-01-01')
            ) as identifiers
                (customer_id, identifier_type, identifier_value, is_current, last_seen_at);
            """
        )
        yield connection


def row_of(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    return row


def test_an_objection_is_a_row_of_the_request_source(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    delivered = deliver_objection(connection, tmp_path, "cus_a", "profiling", AT)

    assert row_of(delivered.path) == {
        "request_id": delivered.request_id,
        "request_type": "objection",
        "identifier_type": "login",
        "identifier_value": "u1",
        "purpose": "profiling",
        "payload": "",
        "status": "open",
        "requested_at": "2026-11-05T09:30:00Z",
    }


def test_a_run_finds_the_delivery_by_its_minute(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    delivered = deliver_objection(connection, tmp_path, "cus_a", "any", AT)

    landing = read_landing(tmp_path)
    (delivery,) = landing.files_of("privacy", "requests")
    assert delivery.path == delivered.path
    assert delivery.delivered_at.replace(tzinfo=None) == AT
    assert not landing.unreadable


def test_only_this_user_may_read_the_delivery(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    delivered = deliver_objection(connection, tmp_path, "cus_a", "any", AT)

    assert stat.S_IMODE(delivered.path.stat().st_mode) == 0o600


def test_what_is_said_of_a_delivery_names_nobody(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    delivered = deliver_objection(connection, tmp_path, "cus_a", "any", AT)

    assert "u1" not in str(delivered).replace(str(tmp_path), "")
    assert "cus_a" not in str(delivered)


def test_a_correction_carries_what_is_right(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    corrections = {"city": "Saint-Étienne", "birth_date": "1990-02-28"}
    row = row_of(deliver_rectification(connection, tmp_path, "cus_a", corrections, AT).path)

    assert row["request_type"] == "rectification"
    assert json.loads(row["payload"]) == corrections


@pytest.mark.parametrize(
    ("corrections", "sentence"),
    [
        ({}, "Nothing to correct"),
        ({"loyalty_points": "9000"}, "'loyalty_points' cannot be corrected here"),
        ({"city": " "}, "'city' has no value"),
        ({"birth_date": "28/02/1990"}, "written YYYY-MM-DD"),
        ({"birth_date": "2990-01-01"}, "in the future"),
    ],
)
def test_a_correction_that_cannot_be_is_refused_with_its_reason(
    connection: duckdb.DuckDBPyConnection,
    tmp_path: Path,
    corrections: dict[str, str],
    sentence: str,
) -> None:
    with pytest.raises(RefusedRequestError, match=sentence):
        deliver_rectification(connection, tmp_path, "cus_a", corrections, AT)

    assert not list(tmp_path.rglob("*.csv"))


def test_an_objection_to_an_unknown_purpose_is_refused(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    with pytest.raises(RefusedRequestError, match="no purpose 'weather'"):
        deliver_objection(connection, tmp_path, "cus_a", "weather", AT)


def test_a_request_needs_an_identifier_that_is_still_the_customers(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    with pytest.raises(RefusedRequestError, match="no identifier"):
        deliver_objection(connection, tmp_path, "cus_b", "any", AT)


def test_the_models_read_every_attribute_that_may_be_corrected() -> None:
    model = (PROJECT_DIR / "models/staging/privacy/privacy__attributes.sql").read_text("utf-8")

    assert [name for name in RECTIFIABLE if f"'{name}'" not in model] == []


def test_the_purposes_are_those_of_the_consents() -> None:
    twin = yaml.safe_load((PROJECT_DIR / "models/input/input__consents.yml").read_text("utf-8"))
    (column,) = (c for c in twin["models"][0]["columns"] if c["name"] == "purpose")
    (accepted,) = (t["accepted_values"] for t in column["data_tests"] if "accepted_values" in t)

    assert {*PURPOSES} == {*accepted["arguments"]["values"], "any"}
