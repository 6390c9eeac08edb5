"""People of the demo are erased from a whole warehouse, and nothing brings them back.

These tests build the whole demo warehouse twice more.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from orchestration.environment import Environment
from orchestration.lib.privacy.duties import restore_tombstones
from orchestration.lib.privacy.erasure import Erased, erase_held
from orchestration.lib.privacy.holdings import gather_keys
from tests.project.builder import Builder

pytestmark = pytest.mark.slow

AT = datetime(2026, 11, 5)  # noqa: DTZ001 the warehouse's times are UTC without a zone
ONLY_MODELS = ("--exclude-resource-type", "unit_test", "test")

# People with something of each kind: gifts received, a household's card, shared browsers, support.
_PEOPLE = """
    with interesting as (
        select recipient_customer_id as customer_id, 1 as kind from marts.orders
        union all
        select customer_id, 2 from marts.customer_devices where basis <> 'interval'
        union all
        select customer_id, 3 from marts.customer_identifiers where not is_current
        union all
        select customer_id, 4 from marts.customer_events where event_type = 'support_contacted'
        union all
        select customer_id, 5 from marts.customer_identifiers where identifier_type = 'social_id'
        union all
        select customer_id, 6 from marts.customers where order_count > 8
    ),

    ranked as (
        select
            customer_id,
            row_number() over (partition by kind order by md5(customer_id), customer_id) as place
        from interesting
        where customer_id is not null
        group by customer_id, kind
    )

    select distinct customer_id from ranked where place <= 3 order by customer_id
"""


@dataclass(frozen=True)
class Case:
    """An erasure: where it was done, of whom, what was known of them, and what it reports."""

    environment: Environment
    customer_ids: tuple[str, ...]
    values: tuple[str, ...]
    report: Erased


@pytest.fixture(scope="module")
def erased(builder: Builder, warehouse: Path) -> Case:
    """Some people of the demo, erased in a copy of its warehouse."""
    path = builder.folder / "erased.duckdb"
    shutil.copy(warehouse, path)
    environment = Environment(
        landing=builder.project_root / "seeds/landing",
        warehouse=path,
        published=builder.folder / "nothing_published.duckdb",
        erasures=builder.folder / "erasures",
        target=builder.folder / "target",
        dagster_home=builder.folder / "dagster",
        threads=2,
        memory_limit="2GB",
        spill=builder.folder / "spill",
    )
    with duckdb.connect(str(path), read_only=True) as connection:
        people = tuple(row[0] for row in connection.sql(_PEOPLE).fetchall())
        gather_keys(connection, people)
        telling = connection.sql(
            "select telling_value from held_telling_values where length(telling_value) >= 6 "
            "order by 1"
        ).fetchall()

    def gather(connection: duckdb.DuckDBPyConnection) -> int:
        gather_keys(connection, people)
        return len(people)

    report = erase_held(environment, gather, at=AT, reason="command")
    return Case(environment, people, tuple(value for (value,) in telling), report)


def places_of(path: Path, values: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """Return the columns of a warehouse in which one of the values is to be read."""
    found = []
    with duckdb.connect(str(path), read_only=True) as connection:
        connection.execute(
            "create temp table sought as select unnest(?::varchar[]) as value", [list(values)]
        )
        columns = connection.sql(
            """
            select columns.schema_name, columns.table_name, columns.column_name
            from duckdb_columns() as columns
            inner join duckdb_tables() as tables
                using (database_name, schema_name, table_name)
            where
                columns.data_type = 'VARCHAR'
                and not tables.temporary
                and columns.schema_name <> 'rules'
            """
        ).fetchall()
        for schema, table, column in columns:
            rows = connection.execute(
                f"""
                select count(*)
                from (select distinct lower("{column}") as text from "{schema}"."{table}") as held
                where exists (select 1 from sought where contains(held.text, sought.value))
                """
            ).fetchall()
            if rows[0][0]:
                found.append((schema, table, column))
    return found


def test_the_people_were_known_by_many_values_in_many_tables(erased: Case, warehouse: Path) -> None:
    assert len(erased.customer_ids) >= 12
    assert len(erased.values) > 60
    assert len(places_of(warehouse, erased.values)) > 40


def test_no_value_of_theirs_is_left_in_any_table(erased: Case) -> None:
    assert places_of(erased.environment.warehouse, erased.values) == []


def test_only_the_log_of_ids_still_knows_their_ids(erased: Case) -> None:
    assert places_of(erased.environment.warehouse, erased.customer_ids) == [
        ("identity", "int_identity__customer_events", "customer_id")
    ]


def test_the_certificate_names_nobody(erased: Case) -> None:
    assert erased.report.certificate
    text = erased.report.certificate.read_text("utf-8").lower()

    assert [value for value in erased.values if value in text] == []


def test_the_report_names_nobody(erased: Case) -> None:
    text = str(erased.report).lower()

    assert [value for value in [*erased.values, *erased.customer_ids] if value in text] == []


def test_nobody_else_lost_an_order(erased: Case, warehouse: Path) -> None:
    people = ", ".join(f"'{customer_id}'" for customer_id in erased.customer_ids)
    kept = f"""
        select order_id, customer_id, net_amount from marts.orders
        where coalesce(customer_id, '') not in ({people}) order by order_id
    """
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        before = connection.sql(kept).fetchall()
    with duckdb.connect(str(erased.environment.warehouse), read_only=True) as connection:
        after = connection.sql(kept).fetchall()

    assert after == before


def test_neither_a_full_refresh_nor_old_extracts_delivered_again_bring_them_back(
    erased: Case, builder: Builder, tmp_path: Path
) -> None:
    landing = tmp_path / "landing"
    shutil.copytree(erased.environment.landing, landing)
    for folder in ("shop/accounts", "shop/orders", "loyalty/members", "web/calls"):
        old = next((landing / folder).glob("2026-10-29*"))
        old.with_name(old.name.replace("2026-10-29", "2026-11-01T0000Z__again")).write_bytes(
            old.read_bytes()
        )

    again = builder.build("erased", "--full-refresh", *ONLY_MODELS, landing=landing)

    assert places_of(again, erased.values) == []
    with duckdb.connect(str(again), read_only=True) as connection:
        events = connection.sql(
            "select customer_id, event_type from identity.int_identity__customer_events"
        ).fetchall()
    of_theirs = {event for event in events if event[0] in erased.customer_ids}
    assert of_theirs == {(customer_id, "erased") for customer_id in erased.customer_ids}


def test_a_warehouse_that_was_lost_learns_from_the_certificates(
    erased: Case, builder: Builder
) -> None:
    lost = builder.folder / "lost.duckdb"
    environment = Environment(**{**vars(erased.environment), "warehouse": lost})

    restored = restore_tombstones(environment)
    builder.build("lost", *ONLY_MODELS)

    assert restored > 0
    assert places_of(lost, erased.values) == []
