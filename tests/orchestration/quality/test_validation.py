"""The expectations are met by sound data and missed, in words, by anything else."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from orchestration.lib.landing.deliveries import read_landing
from orchestration.lib.landing.relation import as_landed_query
from orchestration.lib.quality.findings import Finding, summarise
from orchestration.lib.quality.judges import judge_customers, judge_raw_orders

HEADER = (
    "order_id,status,order_channel,items_amount,discount_amount,shipping_amount,total_amount,"
    "ordered_at"
)
SOUND = "{number},completed,web,20.00,5.00,4.90,19.90,2026-10-01T10:00:00+02:00"

Judge = Callable[[str], list[Finding]]


def missed(findings: list[Finding]) -> list[str]:
    return [finding.expectation for finding in findings if not finding.has_passed]


@pytest.fixture
def judge_changed(tmp_path: Path) -> Judge:
    """Judges a sound table of customers after one change to it."""

    def judge(change: str) -> list[Finding]:
        path = tmp_path / "warehouse.duckdb"
        with duckdb.connect(str(path)) as connection:
            connection.execute(
                """
                create schema marts;
                create table marts.customers as
                select
                    'c' || range as customer_id,
                    'a' || range || '@x.example' as email,
                    true as can_email,
                    1 + cast(range % 4 as integer) as understanding_level,
                    'loyal' as lifecycle_stage,
                    3 as order_count,
                    41 as age_years,
                    timestamp '2026-01-01' as first_seen_at,
                    timestamp '2026-10-01' as last_seen_at
                from range(10);
                """
            )
            if change:
                connection.execute(change)
        return judge_customers(path)

    return judge


def test_sound_customers_meet_every_expectation(judge_changed: Judge) -> None:
    findings = judge_changed("")
    assert missed(findings) == []
    assert summarise(findings) == f"All {len(findings)} expectations are met."


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ("update marts.customers set customer_id = 'c0'", "unique"),
        ("update marts.customers set customer_id = null where customer_id = 'c1'", "null"),
        ("update marts.customers set understanding_level = 5", "understanding_level"),
        ("update marts.customers set lifecycle_stage = 'asleep'", "lifecycle_stage"),
        ("update marts.customers set email = 'nobody'", "e-mail"),
        ("update marts.customers set email = null", "without an address"),
        ("update marts.customers set age_years = 170", "age_years"),
        ("update marts.customers set last_seen_at = timestamp '2020-01-01'", "last_seen_at"),
    ],
)
def test_a_defect_of_the_customers_is_found(judge_changed: Judge, change: str, word: str) -> None:
    findings = judge_changed(change)
    assert any(word in expectation for expectation in missed(findings)), summarise(findings)


def test_a_column_that_is_gone_is_a_finding_and_no_crash(judge_changed: Judge) -> None:
    findings = judge_changed("alter table marts.customers drop column order_count")
    assert any("order_count" in expectation for expectation in missed(findings))


def judge_orders(landing: Path, lines: list[str]) -> list[Finding]:
    path = landing / "shop" / "orders" / "2026-10-31.csv"
    path.parent.mkdir(parents=True)
    path.write_text("\n".join([HEADER, *lines]), encoding="utf-8")
    return judge_raw_orders(read_landing(landing).files_of("shop", "orders"))


def test_orders_as_agreed_meet_every_expectation(tmp_path: Path) -> None:
    lines = [SOUND.format(number=number) for number in range(100)]
    lines[0] = "0,completed,web,twenty,5.00,4.90,19.90,"
    assert missed(judge_orders(tmp_path, lines)) == []


def test_amounts_that_no_longer_add_up_are_found(tmp_path: Path) -> None:
    lines = [SOUND.format(number=number).replace("19.90", "24.90") for number in range(100)]
    assert any("total" in expectation for expectation in missed(judge_orders(tmp_path, lines)))


def test_words_that_were_not_agreed_are_found(tmp_path: Path) -> None:
    lines = [SOUND.format(number=number).replace("completed", "done") for number in range(100)]
    assert any("status" in expectation for expectation in missed(judge_orders(tmp_path, lines)))


def test_an_extract_without_rows_is_found(tmp_path: Path) -> None:
    assert any("row count" in expectation for expectation in missed(judge_orders(tmp_path, [])))


def test_files_of_several_formats_are_one_table(tmp_path: Path) -> None:
    folder = tmp_path / "shop" / "orders"
    folder.mkdir(parents=True)
    (folder / "2026-10-30.csv").write_text("order_id,status\n1,completed\n", encoding="utf-8")
    (folder / "2026-10-31.jsonl").write_text('{"order_id": 2, "extra": 5}\n', encoding="utf-8")
    with duckdb.connect() as connection:
        path = folder / "2026-11-01.parquet"
        connection.execute(f"copy (select 3 as order_id, 'returned' as status) to '{path}'")
        query = as_landed_query(read_landing(tmp_path).files_of("shop", "orders"))
        rows = connection.execute(
            f"select order_id, status, extra from ({query}) order by order_id"
        ).fetchall()
    assert rows == [("1", "completed", None), ("2", None, "5"), ("3", "returned", None)]
