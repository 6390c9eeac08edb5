"""Who would be another customer by the changed rules, and what is at stake."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

_SQL = Path(__file__).parent / "sql"

# How many of the touched customers are named, those who bought most first.
TOP = 10


@dataclass(frozen=True)
class Change:
    """What a change of rules would do.

    Attributes:
        customers_before: Customers today.
        customers_after: Customers by the changed rules.
        merged: Customers whose id would redirect to another.
        split: Customers of whom a part would be a customer of its own.
        born: Customers that are none today, parts of splits included.
        vanished: Customers that would be none, merged ones included.
        identifiers_moved: Identifiers that would have another customer.
        identifiers_lost: Identifiers that would have none any more.
        identifiers_gained: Identifiers that have none today.
        customers_touched: Customers of today who would not hold the same identifiers.
        revenue_touched: What these customers bought, by currency: `currency`, `amount`, `orders`.
        consents_granted: Consents these customers gave.
        consents_in_conflict: Consents that one of several customers to be merged gave and another
            refused; the stricter would hold, so these would be lost.
        top: The touched customers who bought most: `customer_id`, `what`, `amount`, `currency`,
            `identifiers_before`, `identifiers_after`.
    """

    customers_before: int
    customers_after: int
    merged: int
    split: int
    born: int
    vanished: int
    identifiers_moved: int
    identifiers_lost: int
    identifiers_gained: int
    customers_touched: int
    revenue_touched: tuple[dict[str, Any], ...]
    consents_granted: int
    consents_in_conflict: int
    top: tuple[dict[str, Any], ...]

    @property
    def is_nothing(self) -> bool:
        """Whether everybody would be the same customer as today."""
        return not (self.customers_touched or self.born)


def remember(connection: duckdb.DuckDBPyConnection) -> None:
    """Put the customers of a scratch copy aside, before they are built again."""
    connection.execute((_SQL / "before.sql").read_text(encoding="utf-8"))


def compare(connection: duckdb.DuckDBPyConnection) -> Change:
    """Compare a scratch copy's customers with those put aside before.

    Orders and consents are those of today: they were not built again.
    """
    connection.execute((_SQL / "compare.sql").read_text(encoding="utf-8"))
    (counts,) = _rows(connection, (_SQL / "counts.sql").read_text(encoding="utf-8"))
    revenue = _rows(
        connection,
        "select currency, sum(amount) as amount, cast(sum(order_count) as bigint) as orders "
        "from stakes group by currency order by amount desc, currency",
    )
    top = _rows(connection, (_SQL / "top.sql").read_text(encoding="utf-8"), [TOP])
    return Change(**counts, revenue_touched=tuple(revenue), top=tuple(top))


def _rows(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: list[Any] | None = None
) -> list[dict[str, Any]]:
    result = connection.execute(sql, parameters)
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
