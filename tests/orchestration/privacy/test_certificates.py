"""What outlives the warehouse: certificates with the hashes that keep people out."""

from __future__ import annotations

import re
import stat
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from orchestration.environment import PROJECT_DIR, Environment
from orchestration.lib.privacy.certificates import (
    Certificate,
    WrongSaltError,
    read_certificates,
    write_certificate,
)
from orchestration.lib.privacy.duties import restore_tombstones
from orchestration.lib.privacy.keyed_hash import salt_fingerprint
from orchestration.lib.privacy.tombstones import Tombstones, set_tombstones

AT = datetime(2026, 11, 5, 9, 30)  # noqa: DTZ001 the warehouse's times are UTC without a zone
TOMBSTONES = Tombstones(
    {"shop.orders": ("h1", "h2"), "shop.orders.recipient_email": ("h3",)}, ("i1",)
)


@pytest.fixture
def certificate() -> Certificate:
    return Certificate(
        erasure_id="2026-11-05T093000Z-1",
        reason="command",
        erased_at=AT,
        customer_ids=("cus_a",),
        rows_removed={"warehouse": {"marts.customers": 1}},
        landing_rows={"shop/orders/2026-10-29.csv": 2},
        tombstones=TOMBSTONES,
        salt=salt_fingerprint(),
    )


def test_a_certificate_is_read_as_it_was_written(tmp_path: Path, certificate: Certificate) -> None:
    write_certificate(tmp_path / "new", certificate)

    assert list(read_certificates(tmp_path / "new")) == [certificate]


def test_only_this_user_may_read_a_certificate(tmp_path: Path, certificate: Certificate) -> None:
    path = write_certificate(tmp_path / "new", certificate)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_another_salt_is_refused_because_its_hashes_would_keep_nobody_out(
    tmp_path: Path, certificate: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_certificate(tmp_path, certificate)
    monkeypatch.setenv("SCV_ID_SALT", "another")

    with pytest.raises(WrongSaltError, match="another SCV_ID_SALT"):
        list(read_certificates(tmp_path))


def test_a_warehouse_that_was_lost_gets_its_tombstones_back_once(
    environment: Environment, certificate: Certificate
) -> None:
    write_certificate(environment.erasures, certificate)

    assert restore_tombstones(environment) == 4
    assert restore_tombstones(environment) == 0
    with duckdb.connect(str(environment.warehouse), read_only=True) as connection:
        records = connection.sql(
            "select source_name, table_name, column_name, record_hash, erased_at"
            " from engine.record_tombstones order by record_hash"
        ).fetchall()
    assert records == [
        ("shop", "orders", None, "h1", AT),
        ("shop", "orders", None, "h2", AT),
        ("shop", "orders", "recipient_email", "h3", AT),
    ]


def test_without_certificates_no_warehouse_is_made(environment: Environment) -> None:
    assert restore_tombstones(environment) == 0
    assert not environment.warehouse.exists()


@pytest.mark.parametrize("table", ["record_tombstones", "identifier_tombstones"])
def test_the_tables_of_tombstones_are_those_that_dbt_makes(table: str) -> None:
    macro = (PROJECT_DIR / "macros/project/create_engine_tables.sql").read_text("utf-8")
    definition = re.search(rf"engine_schema\(\) }}}}\.{table} \((.*?)\n    \)", macro, re.DOTALL)
    with duckdb.connect() as connection:
        set_tombstones(connection, TOMBSTONES, AT, "command")
        columns = connection.sql(f"describe engine.{table}").fetchall()

    assert definition
    assert [line.split()[0] for line in definition[1].strip().splitlines()] == [
        column[0] for column in columns
    ]
