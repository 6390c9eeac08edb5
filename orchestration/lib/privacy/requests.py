"""Requests taken at the desk, delivered to the landing folder like those of any other source.

An objection or a correction has to hold for as long as the person is known, and through every
rebuild. So it is a delivery: a file in `privacy/requests`, which the next run reads.
"""

import csv
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

PURPOSES = ("marketing", "profiling", "personalisation", "analytics", "third_party_sharing", "any")

# What a person may correct; everything else is corrected where it happened.
RECTIFIABLE = (
    "first_name",
    "last_name",
    "sex",
    "birth_date",
    "language",
    "address_line",
    "postcode",
    "city",
    "country_code",
    "csp",
    "family_situation",
    "children_count",
    "favourite_category",
    "favourite_brand",
    "favourite_colour",
    "shoe_size",
    "clothing_size",
    "preferred_channel",
)

_COLUMNS = (
    "request_id",
    "request_type",
    "identifier_type",
    "identifier_value",
    "purpose",
    "payload",
    "status",
    "requested_at",
)

_STRONGEST_IDENTIFIER = """
    select customer_identifiers.identifier_type, customer_identifiers.identifier_value
    from marts.customer_identifiers
    inner join rules.identifier_types
        on customer_identifiers.identifier_type = identifier_types.identifier_type
    where customer_id = $1 and is_current
    order by identifier_types.priority, last_seen_at desc, identifier_value
    limit 1
"""


class RefusedRequestError(ValueError):
    """The request cannot be taken; the message says why, without naming anybody."""


@dataclass(frozen=True)
class Delivered:
    """A request as it was delivered: its id, and the file."""

    request_id: str
    path: Path

    def __str__(self) -> str:
        """What was done and what follows, without a word of whom."""
        return f"Request {self.request_id} is in {self.path}; the next run applies it."


def deliver_objection(
    connection: duckdb.DuckDBPyConnection,
    landing: Path,
    customer_id: str,
    purpose: str,
    at: datetime,
) -> Delivered:
    """Deliver a customer's objection to one purpose, or to any (GDPR, article 21).

    Raises:
        RefusedRequestError: When there is no such purpose.
    """
    if purpose not in PURPOSES:
        raise RefusedRequestError(f"There is no purpose '{purpose}'; one of {', '.join(PURPOSES)}.")
    return _deliver(connection, landing, customer_id, "objection", at, purpose=purpose)


def deliver_rectification(
    connection: duckdb.DuckDBPyConnection,
    landing: Path,
    customer_id: str,
    corrections: Mapping[str, str],
    at: datetime,
) -> Delivered:
    """Deliver what a customer says is right instead (GDPR, article 16).

    Raises:
        RefusedRequestError: When an attribute is not one that people may correct, or is empty.
    """
    if not corrections:
        raise RefusedRequestError("Nothing to correct: give attribute=value, such as city=Lyon.")
    for name, value in corrections.items():
        if name not in RECTIFIABLE:
            raise RefusedRequestError(
                f"'{name}' cannot be corrected here; these can: {', '.join(RECTIFIABLE)}."
            )
        if not value.strip():
            raise RefusedRequestError(f"'{name}' has no value.")
    _check_birth_date(corrections, at)
    payload = json.dumps(dict(corrections), ensure_ascii=False, sort_keys=True)
    return _deliver(connection, landing, customer_id, "rectification", at, payload=payload)


def _check_birth_date(corrections: Mapping[str, str], at: datetime) -> None:
    text = corrections.get("birth_date")
    if text is None:
        return
    try:
        birth_date = datetime.strptime(text, "%Y-%m-%d")  # noqa: DTZ007 a date has no time zone
    except ValueError:
        raise RefusedRequestError("birth_date is written YYYY-MM-DD.") from None
    if birth_date > at.replace(tzinfo=None):
        raise RefusedRequestError("birth_date lies in the future.")


def _deliver(
    connection: duckdb.DuckDBPyConnection,
    landing: Path,
    customer_id: str,
    request_type: str,
    at: datetime,
    *,
    purpose: str = "",
    payload: str = "",
) -> Delivered:
    found = connection.execute(_STRONGEST_IDENTIFIER, [customer_id]).fetchone()
    if found is None:
        raise RefusedRequestError("This customer has no identifier to keep a request by.")
    request_id = f"desk-{secrets.token_hex(8)}"
    folder = landing / "privacy" / "requests"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{at:%Y-%m-%dT%H%MZ}__{request_id}.csv"
    row = dict.fromkeys(_COLUMNS, "") | {
        "request_id": request_id,
        "request_type": request_type,
        "identifier_type": found[0],
        "identifier_value": found[1],
        "purpose": purpose,
        "payload": payload,
        "status": "open",
        "requested_at": f"{at:%Y-%m-%dT%H:%M:%SZ}",
    }
    # Written under a name that no run reads, and renamed when it is whole.
    aside = folder / f".{path.name}"
    with aside.open("x", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, _COLUMNS)
        writer.writeheader()
        writer.writerow(row)
    aside.chmod(0o600)
    aside.replace(path)
    return Delivered(request_id, path)
