"""What the scores read is found in a published and in a build warehouse."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from orchestration.lib.evaluation.inputs import give_inputs

TRUTH = {
    "identifiers": """
        select 'email' as identifier_type, 'a@x.example' as identifier_value, true as is_linkable
    """,
    "planted": "select 'guest' as failure_mode, null as source_record_id",
    "records": """
        select * from (values ('shop.orders:1', 'p1'), ('app.events:a:b', 'p1'),
        ('web.calls:2', 'p2')) as records (source_record_id, person_id)
    """,
}

ERASED_TRUTH = {
    "persons": """
        select * from (values ('p1', 'h1', timestamp '2026-02-01'), ('p2', 'h1', null))
            as persons (person_id, household_id, erased_at)
    """,
    "identifiers": """
        select * from (values
            ('email', 'gone@x.example', 'p1', true), ('email', 'gone@x.example', 'p2', true),
            ('email', 'kept@x.example', 'p1', true), ('email', 'shared@x.example', null, true),
            ('cookie', 'k', 'p1', true), ('cookie', 'gone', 'p1', true)
        ) as identifiers (identifier_type, identifier_value, person_id, is_linkable)
    """,
}

MARTS = """
create schema marts;
create table marts.customer_identifiers (
    customer_id varchar, identifier_type varchar, identifier_value varchar
);
create table marts.customer_devices (
    customer_id varchar, device_type varchar, device_value varchar, basis varchar
);
create table marts.orders as select 'shop.orders:1' as source_record_id, 'c1' as customer_id;
create table marts.customer_events as
select * from (values ('app:a:b', 'c1'), ('order/shop:1', 'c1'))
    as events (customer_event_id, customer_id);
create table marts.customer_consents as
select * from (values
    ('c1', 'marketing', 'email', true), ('c2', 'marketing', 'email', false),
    ('c3', 'marketing', 'sms', true), ('c4', 'profiling', 'email', true)
) as consents (customer_id, purpose, channel, is_granted);
create table marts.contacts as select 'c1' as customer_id from range(2);
"""

IDENTITY = """
create schema identity;
create table identity.int_identity__identifiers as
select * from (values (1, 'phone', '+33601'), (2, 'login', '7'))
    as identifiers (identifier_id, identifier_type, normalized_value);
create table identity.int_identity__record_identifiers as
select *, timestamp '2026-01-01' as occurred_at from (values
    ('alone', 'person', 'self', 1), ('alone', 'device', 'self', 9),
    ('with a login', 'person', 'self', 1), ('with a login', 'person', 'self', 2),
    ('a recipient', 'person', 'recipient', 1)
) as records (source_record_id, identifier_class, identifier_role, identifier_id);
create table identity.int_identity__records_resolved as
select 'alone' as source_record_id, 'c1' as customer_id;
"""


@pytest.fixture
def landing(tmp_path: Path) -> Path:
    (tmp_path / "_truth").mkdir()
    for name, query in TRUTH.items():
        file = tmp_path / "_truth" / f"{name}.parquet"
        duckdb.execute(f"copy ({query}) to '{file}' (format parquet)")
    return tmp_path


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        opened.execute(MARTS)
        yield opened


def test_orders_and_events_say_whose_a_record_is(
    connection: duckdb.DuckDBPyConnection, landing: Path
) -> None:
    give_inputs(connection, landing)
    rows = connection.sql("from record_customers order by all").fetchall()
    assert rows == [("app.events:a:b", "c1"), ("shop.orders:1", "c1")]


def test_marketing_by_mail_and_contacts_are_by_customer(
    connection: duckdb.DuckDBPyConnection, landing: Path
) -> None:
    give_inputs(connection, landing)
    assert connection.sql("from marketing_grants").fetchall() == [("c1",)]
    assert connection.sql("from contacted").fetchall() == [("c1",)]


def test_households_are_judged_where_the_truth_and_the_warehouse_know_them(
    connection: duckdb.DuckDBPyConnection, landing: Path
) -> None:
    give_inputs(connection, landing)
    assert connection.sql("from truth_households").fetchall() == []
    assert connection.sql("from household_members").fetchall() == []
    for name, query in ERASED_TRUTH.items():
        file = landing / "_truth" / f"{name}.parquet"
        duckdb.execute(f"copy ({query}) to '{file}' (format parquet)")
    connection.execute(
        """
        create table marts.household_members as select 'c1' as customer_id, 'x' as household_id;
        create table marts.customer_relations as
            select 'c1' as left_customer_id, 'c2' as right_customer_id;
        """
    )
    give_inputs(connection, landing)
    assert connection.sql("from truth_households").fetchall() == [("p2", "h1")]
    assert connection.sql("from household_members").fetchall() == [("c1", "x")]
    assert connection.sql("from relations").fetchall() == [("c1", "c2")]


def test_a_build_without_contacts_writes_to_nobody(
    connection: duckdb.DuckDBPyConnection, landing: Path
) -> None:
    connection.execute("drop table marts.contacts")
    give_inputs(connection, landing)
    assert connection.sql("from contacted").fetchall() == []


def test_intervals_of_the_crosswalk_are_read_where_it_has_them(
    connection: duckdb.DuckDBPyConnection, landing: Path
) -> None:
    insert = "insert into marts.customer_identifiers values ('c1', 'email', 'a@x.example'{})"
    connection.execute(insert.format(""))
    give_inputs(connection, landing)
    assert connection.sql("select valid_from_at, valid_to_at from crosswalk").fetchall() == [
        (None, None)
    ]
    connection.execute(
        "create or replace table marts.customer_identifiers as select *, "
        "timestamp '2026-01-01' as valid_from_at, timestamp '2026-02-01' as valid_to_at "
        "from marts.customer_identifiers"
    )
    give_inputs(connection, landing)
    ((since, until),) = connection.sql(
        "select valid_from_at, valid_to_at from crosswalk"
    ).fetchall()
    assert (since.month, until.month) == (1, 2)


def test_what_was_erased_is_not_looked_for_unless_a_customer_holds_it(
    connection: duckdb.DuckDBPyConnection, landing: Path
) -> None:
    give_inputs(connection, landing)
    assert len(connection.sql("from truth_records").fetchall()) == 3
    for name, query in ERASED_TRUTH.items():
        file = landing / "_truth" / f"{name}.parquet"
        duckdb.execute(f"copy ({query}) to '{file}' (format parquet)")
    connection.execute(
        "insert into marts.customer_identifiers values ('c1', 'email', 'kept@x.example')"
    )
    connection.execute("insert into marts.customer_devices values ('c1', 'cookie', 'k', 'owner')")
    give_inputs(connection, landing)
    rows = connection.sql("select identifier_value, person_id from truth_identifiers order by all")
    assert rows.fetchall() == [
        ("gone@x.example", "p2"),
        ("k", "p1"),
        ("kept@x.example", "p1"),
        ("shared@x.example", None),
    ]
    assert connection.sql("select person_id from truth_records").fetchall() == [("p2",)]


def test_records_of_one_value_alone_are_known_to_the_build_only(
    connection: duckdb.DuckDBPyConnection, landing: Path
) -> None:
    give_inputs(connection, landing)
    assert connection.sql("from sole_value_records").fetchall() == []
    connection.execute(IDENTITY)
    give_inputs(connection, landing)
    rows = connection.sql(
        "select source_record_id, identifier_type, identifier_value, customer_id "
        "from sole_value_records"
    ).fetchall()
    assert rows == [("alone", "phone", "+33601", "c1")]


def test_devices_that_refused_are_read_where_the_truth_knows_them(
    connection: duckdb.DuckDBPyConnection, landing: Path
) -> None:
    give_inputs(connection, landing)
    assert connection.sql("from refused_devices").fetchall() == []
    file = landing / "_truth" / "identifiers.parquet"
    duckdb.execute(
        f"""
        copy (
            select *, true as is_linkable
            from (values ('cookie', 'k', true), ('cookie', 'm', false))
            as identifiers (identifier_type, identifier_value, refuses_tracers)
        ) to '{file}' (format parquet)
        """
    )
    give_inputs(connection, landing)
    assert connection.sql("from refused_devices").fetchall() == [("cookie", "k")]


def test_what_is_past_its_retention_is_not_looked_for(
    connection: duckdb.DuckDBPyConnection, landing: Path
) -> None:
    calls = landing / "web/calls/2026-10-31.parquet"
    calls.parent.mkdir(parents=True)
    truth = {
        calls: """
            select * from (values
                ('1', 'OLD-and-new', '2023-01-01T00:00:00Z'), ('2', 'old-and-new', '2026-01-01'),
                ('3', 'new', '2026-01-01'), (null, null, 'no time')
            ) as calls (messageId, anonymousId, receivedAt)
        """,
        landing / "_truth/identifiers.parquet": """
            select 'cookie' as identifier_type, true as is_linkable, value as identifier_value
            from (values ('old-and-new'), ('new')) as cookies (value)
        """,
        landing / "_truth/planted.parquet": """
            select 'kiosk' as failure_mode, value as source_record_id
            from (values ('web.calls:1'), ('web.calls:2'), (null)) as cases (value)
        """,
        landing / "_truth/records.parquet": """
            select 'p1' as person_id, value as source_record_id
            from (values ('web.calls:1'), ('web.calls:2')) as records (value)
        """,
    }
    for file, query in truth.items():
        duckdb.execute(f"copy ({query}) to '{file}' (format parquet)")
    connection.execute(
        """
        create schema quality;
        create table quality.retention_report as
        select 'behaviour' as data_class, timestamp '2024-10-01' as kept_since_at;
        """
    )
    give_inputs(connection, landing)

    assert connection.sql(
        "select identifier_value, is_linkable from truth_identifiers order by all"
    ).fetchall() == [("new", True), ("old-and-new", False)]
    assert connection.sql("select source_record_id from truth_records").fetchall() == [
        ("web.calls:2",)
    ]
    assert connection.sql("select source_record_id from truth_planted order by all").fetchall() == [
        ("web.calls:2",),
        (None,),
    ]
