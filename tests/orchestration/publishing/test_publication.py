"""What is published is whole, plain and atomic."""

import subprocess
import sys

import duckdb
import pytest

from orchestration.environment import Environment
from orchestration.lib.dbt.manifest import Relation
from orchestration.lib.publishing.publication import Origin, publish
from orchestration.lib.publishing.reader import published_file_set, query
from orchestration.lib.warehouse.connection import reading

MARTS = [Relation("marts", "customers"), Relation("marts", "orders")]

READ_IN_ANOTHER_PROCESS = """
import sys
from pathlib import Path
from orchestration.lib.warehouse.connection import reading
with reading(Path(sys.argv[1]), patience_seconds=0) as connection:
    print(connection.sql("select count(*) from marts.customers").fetchall()[0][0])
"""


def test_the_marts_are_copied_sorted_by_customer(built: Environment) -> None:
    publication = publish(built, MARTS, Origin("run-1", "files"))
    assert publication.rows == {"marts.customers": 3, "marts.orders": 9}
    assert publication.size_bytes == built.published.stat().st_size
    customers = [row["customer_id"] for row in query(built, "from marts.customers")]
    assert customers == ["c1", "c2", "c3"]
    orders = query(built, "from marts.orders")
    assert orders == sorted(orders, key=lambda row: (row["customer_id"], row["order_id"]))


def test_the_published_tables_have_no_constraints(built: Environment) -> None:
    publish(built, MARTS, Origin("run-1", "files"))
    assert query(built, "from duckdb_constraints()") == []


def test_other_clients_can_open_the_published_file(built: Environment) -> None:
    publish(built, MARTS, Origin("run-1", "files"))
    header = built.published.read_bytes()[:64]
    current = built.warehouse.read_bytes()[:64]
    assert header[8:12] == b"DUCK" == current[8:12]
    assert header[12:20] < current[12:20]


def test_raw_records_and_evidence_stay_behind_and_are_only_counted(built: Environment) -> None:
    publish(built, MARTS, Origin("run-1", "files"))
    tables = {
        f"{row['schema_name']}.{row['table_name']}" for row in query(built, "from duckdb_tables()")
    }
    assert tables == {
        "marts.customers",
        "marts.orders",
        "quality.rows_set_aside",
        "quality.evidence_set_aside",
        "quality.publication",
    }
    assert query(built, "select rule, row_count from quality.rows_set_aside") == [
        {"rule": "not_a_number", "row_count": 4}
    ]
    assert query(
        built, "select evidence, rule, evidence_count from quality.evidence_set_aside"
    ) == [{"evidence": "identifier", "rule": "promiscuous", "evidence_count": 1}]
    assert b"a@x.example" in built.warehouse.read_bytes()


def test_the_file_says_where_it_comes_from(built: Environment) -> None:
    publish(built, MARTS, Origin("run-7", "files"))
    (signature,) = query(built, "from quality.publication")
    assert published_file_set(built) == "files"
    assert signature["run_id"] == "run-7"
    assert str(signature["as_of_at"]) == "2026-10-31 00:00:00"


def test_a_failed_copy_leaves_the_old_file_and_nothing_beside_it(built: Environment) -> None:
    publish(built, MARTS, Origin("run-1", "files"))
    before = built.published.read_bytes()
    with pytest.raises(duckdb.CatalogException, match=r"no table marts\.contacts"):
        publish(built, [*MARTS, Relation("marts", "contacts")], Origin("run-2", "files"))
    assert built.published.read_bytes() == before
    assert list(built.published.parent.glob(".published*")) == []


def test_what_a_crashed_run_left_is_cleared_away(built: Environment) -> None:
    left_over = built.published.with_name(".published.duckdb.4711")
    left_over.write_bytes(b"half a file")
    publish(built, MARTS, Origin("run-1", "files"))
    assert not left_over.exists()


def test_a_reader_that_began_before_keeps_its_view_and_the_next_one_sees_the_new(
    built: Environment,
) -> None:
    publish(built, MARTS, Origin("run-1", "files"))
    with reading(built.published) as connection:
        with duckdb.connect(str(built.warehouse)) as writer:
            writer.execute("insert into marts.customers values ('c4', 'd@x.example')")
        publish(built, MARTS, Origin("run-2", "files"))
        assert connection.sql("select count(*) from marts.customers").fetchall() == [(3,)]
    assert len(query(built, "from marts.customers")) == 4


def test_another_process_reads_the_published_file_while_a_build_writes(built: Environment) -> None:
    publish(built, MARTS, Origin("run-1", "files"))
    command = [sys.executable, "-c", READ_IN_ANOTHER_PROCESS]
    with duckdb.connect(str(built.warehouse)) as writer:
        writer.begin()
        writer.execute("insert into marts.customers values ('c4', 'd@x.example')")
        reader = subprocess.run(
            [*command, str(built.published)], capture_output=True, text=True, check=True
        )
        blocked = subprocess.run(
            [*command, str(built.warehouse)], capture_output=True, text=True, check=False
        )
        writer.rollback()
    assert reader.stdout.strip() == "3"
    assert "lock" in blocked.stderr, "the build warehouse itself admits no reader, hence the copy"
