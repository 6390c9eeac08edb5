"""Which customer is meant: by an id, or by any of their identifiers."""

from dataclasses import dataclass

import duckdb

from orchestration.lib.explanation.subjects import (
    CUSTOMER_PREFIX,
    UnknownSubjectError,
    all_rows,
    one_row,
    split_identifier,
)

# A value is found as the marts spell it, without regard to case and outer spaces; a telephone
# number also by its last digits, as people write it in their own country.
_HOLDERS = """
    with holders as (
        select customer_id, identifier_type, identifier_value, valid_from_at, valid_to_at
        from marts.customer_identifiers
        union all
        select customer_id, device_type, device_value, valid_from_at, valid_to_at
        from marts.customer_devices
    )

    select customer_id, identifier_value, valid_to_at
    from holders
    where
        identifier_type = $type
        and (
            lower(identifier_value) = lower(trim($value))
            or (
                identifier_type = 'phone'
                and length(ltrim(regexp_replace($value, '[^0-9]', '', 'g'), '0')) > 7
                and suffix(
                    identifier_value, ltrim(regexp_replace($value, '[^0-9]', '', 'g'), '0')
                )
            )
        )
    order by identifier_value, valid_to_at desc, valid_from_at desc, customer_id
"""

_TYPES = """
    select identifier_type from marts.customer_identifiers
    union
    select device_type from marts.customer_devices
    union
    select device_type from marts.visitors
    order by 1
"""

_CUSTOMER = """
    select
        coalesce(redirects.current_customer_id, asked.customer_id) as customer_id,
        redirects.current_status as status
    from (select $customer_id as customer_id) as asked
    left join marts.customer_redirects as redirects on asked.customer_id = redirects.customer_id
"""

_IS_PUBLISHED = "select customer_id from marts.customers where customer_id = $customer_id"

_VISITOR = """
    select visitor_id from marts.visitors
    where device_type = $type and lower(device_value) = lower(trim($value))
"""


@dataclass(frozen=True)
class Found:
    """The customer that a text stands for.

    Attributes:
        customer_id: The customer, with redirects followed.
        note: How the text led there, as a sentence; empty where it is the id itself.
    """

    customer_id: str
    note: str = ""


def find_customer(connection: duckdb.DuckDBPyConnection, asked: str) -> Found:
    """Return the customer that an id or a `type:value` stands for in the published warehouse.

    Raises:
        UnknownSubjectError: When it stands for no customer; the message says what it is instead.
    """
    if asked.startswith(CUSTOMER_PREFIX):
        return _by_id(connection, asked)
    identifier_type, value = split_identifier(asked)
    parameters = {"type": identifier_type, "value": value}
    holders = all_rows(connection, _HOLDERS, parameters)
    if holders:
        return _by_holders(asked, identifier_type, holders)
    types = [row["identifier_type"] for row in all_rows(connection, _TYPES)]
    if identifier_type not in types:
        raise UnknownSubjectError(
            f"Nobody has an identifier of the type {identifier_type!r}. "
            f"The types are {', '.join(types)}."
        )
    visitor = one_row(connection, _VISITOR, parameters)
    if visitor is not None:
        raise UnknownSubjectError(
            f"{asked} is a device that nobody has claimed: the visitor {visitor['visitor_id']}."
        )
    raise UnknownSubjectError(
        f"No customer holds {asked}. `explain` says more, if any record ever showed it."
    )


def _by_id(connection: duckdb.DuckDBPyConnection, asked: str) -> Found:
    led_to = one_row(connection, _CUSTOMER, {"customer_id": asked}) or {}
    customer_id = str(led_to["customer_id"])
    if one_row(connection, _IS_PUBLISHED, {"customer_id": customer_id}) is not None:
        note = f"{asked} was merged away and redirects here." if asked != customer_id else ""
        return Found(customer_id, note)
    if led_to["status"] is not None:
        raise UnknownSubjectError(f"{asked} is no customer any more: {led_to['status']}.")
    raise UnknownSubjectError(f"No customer is published as {asked}.")


def _by_holders(asked: str, identifier_type: str, holders: list[dict[str, object]]) -> Found:
    """Return who holds a value last; a number that several end with is nobody's."""
    values = sorted({str(row["identifier_value"]) for row in holders})
    if len(values) > 1:
        raise UnknownSubjectError(
            f"{asked} could be {' or '.join(values)}: write the whole number."
        )
    customer_id = str(holders[0]["customer_id"])
    others = {str(row["customer_id"]) for row in holders} - {customer_id}
    note = f"Found by {identifier_type}:{values[0]}."
    if others:
        note += f" It was {', '.join(sorted(others))}'s at other times."
    return Found(customer_id, note)
