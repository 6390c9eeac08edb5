"""Deliveries are told from names, and a set of files has one name whatever the order."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from orchestration.lib.landing.deliveries import file_set_key, newest, read_landing


def deliver(landing: Path, name: str, content: bytes = b"x") -> Path:
    path = landing / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_a_file_is_read_by_its_place_and_its_day(tmp_path: Path) -> None:
    deliver(tmp_path, "shop/orders/2026-10-31.csv")
    deliver(tmp_path, "shop/orders/2026-10-30T0615Z__part-2.csv.gz")
    deliver(tmp_path, "web/calls/2026-10-29.jsonl.gz")
    landing = read_landing(tmp_path)
    assert [delivery.name for delivery in landing.deliveries] == [
        "shop/orders/2026-10-30T0615Z__part-2.csv.gz",
        "shop/orders/2026-10-31.csv",
        "web/calls/2026-10-29.jsonl.gz",
    ]
    orders = landing.files_of("shop", "orders")
    assert orders[0].delivered_at == datetime(2026, 10, 30, 6, 15, tzinfo=UTC)
    assert orders[-1].delivered_at == datetime(2026, 10, 31, tzinfo=UTC)
    assert landing.files_of("shop", "carts") == ()
    assert newest(landing.deliveries) == datetime(2026, 10, 31, tzinfo=UTC)


def test_the_truth_and_hidden_files_are_nobodys_delivery(tmp_path: Path) -> None:
    deliver(tmp_path, "_truth/identifiers/2026-10-31.parquet")
    deliver(tmp_path, "shop/orders/.2026-10-31.csv.part")
    landing = read_landing(tmp_path)
    assert landing.deliveries == ()
    assert landing.unreadable == {}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("orders.csv", "does not start with its delivery"),
        ("2026-10-31.xlsx", "format"),
        ("2026-02-30.csv", "does not exist"),
    ],
)
def test_a_file_no_run_would_read_is_named_with_its_reason(
    tmp_path: Path, name: str, reason: str
) -> None:
    path = deliver(tmp_path, f"shop/orders/{name}")
    landing = read_landing(tmp_path)
    assert landing.deliveries == ()
    assert reason in landing.unreadable[path]


def test_a_folder_that_is_not_there_has_no_deliveries(tmp_path: Path) -> None:
    assert read_landing(tmp_path / "nowhere").deliveries == ()
    assert file_set_key([]).startswith("nothing-")


def test_the_same_files_have_the_same_key_in_any_order(tmp_path: Path) -> None:
    deliver(tmp_path, "shop/orders/2026-10-31.csv")
    deliver(tmp_path, "web/calls/2026-10-29.jsonl")
    deliveries = read_landing(tmp_path).deliveries
    os.utime(deliveries[0].path, (0, 0))
    again = read_landing(tmp_path).deliveries
    assert file_set_key(deliveries) == file_set_key(again[::-1])
    assert file_set_key(deliveries).startswith("2026-10-31T0000Z-")


def test_a_late_or_a_replaced_file_changes_the_key(tmp_path: Path) -> None:
    deliver(tmp_path, "shop/orders/2026-10-31.csv")
    before = file_set_key(read_landing(tmp_path).deliveries)
    deliver(tmp_path, "web/calls/2026-10-29.jsonl")
    late = file_set_key(read_landing(tmp_path).deliveries)
    deliver(tmp_path, "web/calls/2026-10-29.jsonl", b"xx")
    replaced = file_set_key(read_landing(tmp_path).deliveries)
    assert len({before, late, replaced}) == 3
