"""The rows of a person are found in every table, and nobody else's."""

from collections.abc import Iterator

import duckdb
import pytest

from orchestration.environment import Environment
from orchestration.lib.privacy.holdings import UnmappedTableError, holdings
from orchestration.lib.warehouse.connection import reading


@pytest.fixture
def connection(people: Environment) -> Iterator[duckdb.DuckDBPyConnection]:
    with reading(people.warehouse) as opened:
        yield opened


def rows(connection: duckdb.DuckDBPyConnection, *customers: str) -> dict[tuple[str, str], int]:
    """How many rows of each table are the customers', by table and role."""
    return {
        (held.table.name, held.role): held.row_count for held in holdings(connection, customers)
    }


def test_rows_are_found_under_every_kind_of_key(connection: duckdb.DuckDBPyConnection) -> None:
    found = rows(connection, "cus_anna")

    assert found["customers", "self"] == 1
    assert found["customer_redirects", "self"] == 1
    assert found["int_identity__clusters", "self"] == 2
    assert found["base_support__contacts", "self"] == 1
    assert "base_shop__products" not in {name for name, _ in found}


def test_a_shared_device_gives_each_their_own_time(connection: duckdb.DuckDBPyConnection) -> None:
    assert rows(connection, "cus_anna")["base_web__calls", "self"] == 1
    assert rows(connection, "cus_anna", "cus_bruno")["base_web__calls", "self"] == 2


def test_who_receives_a_gift_is_its_recipient_and_not_its_buyer(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    found = rows(connection, "cus_anna")

    assert found["orders", "self"] == 2
    assert found["orders", "recipient"] == 1
    assert found["base_shop__orders", "recipient"] == 1


def test_a_row_that_was_set_aside_is_found_by_the_value_it_shows(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    # Two orders that were kept, and the rejected one with Anna's address; not the one with Bruno's.
    assert rows(connection, "cus_anna")["base_shop__orders", "self"] == 3


def test_the_rows_can_be_selected_and_so_deleted(connection: duckdb.DuckDBPyConnection) -> None:
    for held in holdings(connection, ["cus_anna"]):
        counted = connection.execute(f"select count(*) {held.rows}").fetchone()
        assert counted == (held.row_count,)


def test_nobody_asked_for_holds_nothing(connection: duckdb.DuckDBPyConnection) -> None:
    assert rows(connection) == {}


def test_a_table_that_nobody_mapped_is_an_error_and_no_gap(people: Environment) -> None:
    with duckdb.connect(str(people.warehouse)) as writer:
        writer.execute("create table profile.int_profile__shoes (owner varchar)")
        with pytest.raises(UnmappedTableError, match=r"profile\.int_profile__shoes"):
            holdings(writer, ["cus_anna"])
