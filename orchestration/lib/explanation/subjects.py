"""What somebody asks about: an identifier, or a customer by its id."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

_FIND = (Path(__file__).parent / "sql" / "find_identifier.sql").read_text(encoding="utf-8")
CUSTOMER_PREFIX = "cus_"


class UnknownSubjectError(LookupError):
    """Nobody and nothing is known under what was asked for."""


@dataclass(frozen=True)
class Subject:
    """What was asked for, as the warehouse knows it.

    Attributes:
        asked: The text that was typed.
        identifier_type: The type of the identifier; None for a customer.
        identifier_value: Its normalised value; None for a customer.
        identifier_ids: The vertices of the graph that it stands for: one for a person key, all of
            a customer's, none for a device or for a value that was set aside.
        cluster_id: The cluster of these vertices.
        customer_id: The customer, with redirects followed; None where there is none.
        redirected_from: The id that was asked for, where it redirects.
        is_device: Whether it is a cookie or a mobile id.
        exclusion_rule: The rule that set the value aside, if one did.
        exclusion_reason: That rule in words.
    """

    asked: str
    identifier_type: str | None = None
    identifier_value: str | None = None
    identifier_ids: tuple[int, ...] = ()
    cluster_id: int | None = None
    customer_id: str | None = None
    redirected_from: str | None = None
    is_device: bool = False
    exclusion_rule: str | None = None
    exclusion_reason: str | None = None

    @property
    def name(self) -> str:
        """What to call it in a sentence."""
        if self.identifier_type is None:
            return f"customer {self.customer_id}"
        return f"{self.identifier_type}:{self.identifier_value}"


def find_subject(connection: duckdb.DuckDBPyConnection, asked: str) -> Subject:
    """Return what a text stands for: `type:value`, as any source spelled it, or a customer's id.

    Raises:
        UnknownSubjectError: When the build knows no such thing; the message says what was missing.
    """
    if asked.startswith(CUSTOMER_PREFIX):
        return _find_customer(connection, asked)
    return _find_identifier(connection, asked, *split_identifier(asked))


def split_identifier(asked: str) -> tuple[str, str]:
    """Return the type and the value of a `type:value`.

    Raises:
        UnknownSubjectError: When the text is not written so.
    """
    identifier_type, separator, value = asked.partition(":")
    if not separator or not value.strip():
        raise UnknownSubjectError(
            f"{asked!r} is neither type:value (as in email:anna@example.com) nor a customer id."
        )
    return identifier_type.strip().lower(), value


def _find_identifier(
    connection: duckdb.DuckDBPyConnection, asked: str, identifier_type: str, value: str
) -> Subject:
    types = connection.sql(
        "select identifier_type from rules.identifier_types order by priority"
    ).fetchall()
    if (identifier_type,) not in types:
        names = ", ".join(name for (name,) in types)
        raise UnknownSubjectError(
            f"There is no type of identifier {identifier_type!r}. The types are {names}."
        )
    found = one_row(connection, _FIND, {"type": identifier_type, "value": value})
    if found is None:
        raise UnknownSubjectError(f"No record shows {asked}.")
    person_key = found["cluster_id"] is not None
    return Subject(
        asked=asked,
        identifier_type=identifier_type,
        identifier_value=found["identifier_value"],
        identifier_ids=(found["identifier_id"],) if person_key else (),
        cluster_id=found["cluster_id"],
        customer_id=found["customer_id"],
        is_device=found["identifier_class"] == "device",
        exclusion_rule=found["exclusion_rule"],
        exclusion_reason=found["exclusion_reason"],
    )


def _find_customer(connection: duckdb.DuckDBPyConnection, asked: str) -> Subject:
    registered = one_row(
        connection,
        """
        select
            coalesce(redirects.current_customer_id, registry.customer_id) as customer_id,
            coalesce(redirects.current_status, registry.status) as status
        from identity.int_identity__customer_registry as registry
        left join marts.customer_redirects as redirects
            on registry.customer_id = redirects.customer_id
        where registry.customer_id = $customer_id
        """,
        {"customer_id": asked},
    )
    if registered is None:
        raise UnknownSubjectError(f"No customer was ever registered as {asked}.")
    customer_id = registered["customer_id"]
    rows = connection.execute(
        """
        select clusters.identifier_id, clusters.cluster_id
        from identity.int_identity__cluster_customers as cluster_customers
        inner join identity.int_identity__clusters as clusters
            on cluster_customers.cluster_id = clusters.cluster_id
        where cluster_customers.customer_id = $customer_id
        order by clusters.identifier_id
        """,
        {"customer_id": customer_id},
    ).fetchall()
    if not rows:
        raise UnknownSubjectError(
            f"{asked} was registered once, but holds no identifier any more: it is "
            f"{registered['status']}."
        )
    return Subject(
        asked=asked,
        identifier_ids=tuple(identifier_id for identifier_id, _ in rows),
        cluster_id=rows[0][1],
        customer_id=customer_id,
        redirected_from=asked if asked != customer_id else None,
    )


def one_row(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: dict[str, Any]
) -> dict[str, Any] | None:
    """Return the first row of a query by column name, or None."""
    rows = all_rows(connection, sql, parameters)
    return rows[0] if rows else None


def all_rows(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: dict[str, Any] | None = None
) -> list[dict[str, Any]]:
    """Return the rows of a query by column name."""
    result = connection.execute(sql, parameters)
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
