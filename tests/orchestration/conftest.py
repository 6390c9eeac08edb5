"""What the tests of the Python side share: places of their own, and a small built warehouse."""

from pathlib import Path

import duckdb
import pytest

from orchestration.environment import Environment


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    """An installation in a folder of its own, with nothing in it yet."""
    return Environment(
        landing=tmp_path / "landing",
        warehouse=tmp_path / "warehouse.duckdb",
        published=tmp_path / "published.duckdb",
        erasures=tmp_path / "erasures",
        target=tmp_path / "target",
        dagster_home=tmp_path / "dagster",
        threads=1,
        memory_limit="500MB",
        spill=tmp_path / "spill",
    )


@pytest.fixture
def built(environment: Environment) -> Environment:
    """An installation whose build warehouse holds three customers and what was set aside."""
    with duckdb.connect(str(environment.warehouse)) as connection:
        connection.execute(
            """
            create schema input;
            create schema identity;
            create schema marts;
            create schema quality;
            create table input.run_clock as select timestamp '2026-10-31 00:00:00' as as_of_at;
            create table marts.customers (customer_id varchar primary key, email varchar not null);
            insert into marts.customers values ('c3', 'c@x.example'), ('c1', 'a@x.example'),
                ('c2', 'b@x.example');
            create table marts.orders as
            select 'o' || range as order_id, 'c' || (1 + range % 3) as customer_id from range(9);
            create table quality.shop__rejected as
            select
                'shop' as source_name, 'orders' as table_name, 'not_a_number' as rule,
                'total_amount' as column_name, '{"email": "a@x.example"}' as raw_record
            from range(4);
            create view quality.web__rejected as select * from quality.shop__rejected where false;
            create table identity.identifiers_excluded as
            select 'x@x.example' as raw_value, 'promiscuous' as rule, 'Too many people' as reason;
            """
        )
    return environment
