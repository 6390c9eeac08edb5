"""A build warehouse with a crosswalk, orders and consents."""

from collections.abc import Callable, Sequence

import duckdb
import pytest

from orchestration.environment import Environment

Crosswalk = Sequence[tuple[str, str]]
Fill = Callable[..., None]

_TABLES = """
create schema marts;
create table marts.customer_identifiers (
    customer_id varchar, identifier_type varchar, identifier_value varchar,
    valid_from_at timestamp
);
create table marts.orders (customer_id varchar, currency varchar, net_amount decimal(18, 2));
create table marts.customer_consents (
    customer_id varchar, purpose varchar, channel varchar, is_granted boolean
);
"""


def write_crosswalk(connection: duckdb.DuckDBPyConnection, crosswalk: Crosswalk) -> None:
    """Replace the crosswalk by (identifier, customer) rows."""
    connection.execute("delete from marts.customer_identifiers")
    for value, customer in crosswalk:
        connection.execute(
            "insert into marts.customer_identifiers values (?, 'email', ?, null)", [customer, value]
        )


@pytest.fixture
def fill(environment: Environment) -> Fill:
    """Writes the build warehouse: crosswalk, orders (customer, currency, amount), consents."""

    def write(
        crosswalk: Crosswalk,
        orders: Sequence[tuple[str, str, float]] = (),
        consents: Sequence[tuple[str, str, str, bool]] = (),
    ) -> None:
        with duckdb.connect(str(environment.warehouse)) as connection:
            connection.execute(_TABLES)
            write_crosswalk(connection, crosswalk)
            for order in orders:
                connection.execute("insert into marts.orders values (?, ?, ?)", list(order))
            for consent in consents:
                connection.execute(
                    "insert into marts.customer_consents values (?, ?, ?, ?)", list(consent)
                )

    return write
