"""Reading the identifiers of raw records, by rules written apart from the simulation's own."""

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unicodedata import normalize

import duckdb

NICKNAMES = Path(__file__).parents[3] / "seeds/rules/nicknames.csv"
Identifier = tuple[str, str]
_COLUMNS = {
    "web/calls": {"anonymousId": "cookie", "userId": "login"},
    "app/events": {"device_id": "mobile_id", "user_id": "login"},
    "shop/accounts": {"account_id": "login", "email": "email", "phone": "phone"},
    "shop/orders": {
        "account_id": "login",
        "buyer_email": "email",
        "buyer_phone": "phone",
        "anonymous_id": "cookie",
        "mobile_id": "mobile_id",
    },
    "shop/carts": {"account_id": "login", "anonymous_id": "cookie", "mobile_id": "mobile_id"},
    "store/tickets": {"loyalty_card_number": "loyalty_id", "ereceipt_email": "email"},
    "loyalty/members": {"card_number": "loyalty_id", "email": "email", "phone": "phone"},
    "email/events": {"recipient_email": "email"},
    "survey/responses": {
        "account_id": "login",
        "email": "email",
        "loyalty_card_number": "loyalty_id",
        "anonymous_id": "cookie",
    },
    "survey/reviews": {"account_id": "login", "email": "email"},
    "survey/nps": {"account_id": "login", "email": "email"},
    "support/contacts": {"account_id": "login", "email": "email", "phone": "phone"},
}
_SUBJECTS = {
    "anonymous_id": "cookie",
    "mobile_id": "mobile_id",
    "email": "email",
    "phone": "phone",
    "account_id": "login",
    "login": "login",
}


def canonical(identifier_type: str, raw: str) -> str:
    """Normalise a raw value as the truth writes it."""
    value = raw.strip().lower()
    if identifier_type == "email" and value.endswith("@gmail.com"):
        return value.split("@")[0].split("+")[0].replace(".", "") + "@gmail.com"
    if identifier_type == "phone":
        digits = "".join(c for c in value.replace("(0)", "") if c.isdigit())
        return "+33" + digits.removeprefix("00").removeprefix("33").removeprefix("0")
    if identifier_type in ("login", "loyalty_id") and value.removesuffix(".0").isdigit():
        return value.removesuffix(".0").lstrip("0") or "0"
    return value


def records(landing: Path) -> Iterator[tuple[str, list[Identifier]]]:
    """Yield each record's table and the identifiers of the person it is about."""
    for table, columns in _COLUMNS.items():
        names = [f'"{name}"' for name in columns]
        extra = ", traits" if table == "web/calls" else ""
        for row in _rows(landing, table, f"{', '.join(names)}{extra}"):
            found = [
                (kind, canonical(kind, value))
                for kind, value in zip(columns.values(), row, strict=False)
                if value
            ]
            if extra and row[-1]:
                email = json.loads(row[-1])["email"]
                found += [("email", canonical("email", email))] if email else []
            yield table, found
    for provider, subject, email, verified, account in _rows(
        landing, "social/logins", "provider, subject, email, email_verified, account_id"
    ):
        found = [("social_id", f"{provider}:{subject}")]
        found += [("login", account)] if account else []
        found += [("email", canonical("email", email))] if email and verified else []
        yield "social/logins", found
    for kind, value in _rows(landing, "consent/events", "subject_type, subject_id"):
        yield "consent/events", [(_SUBJECTS[kind], canonical(_SUBJECTS[kind], value))]
    for kind, value in _rows(landing, "privacy/requests", "identifier_type, identifier_value"):
        yield "privacy/requests", [(_SUBJECTS[kind], canonical(_SUBJECTS[kind], value))]
    yield from _decisions(landing)
    yield from _clicks(landing)


def _decisions(landing: Path) -> Iterator[tuple[str, list[Identifier]]]:
    """Yield what decisions name: together where one ties them, else apart."""
    columns = "decision, is_withdrawn, left_type, left_value, right_type, right_value"
    for decision, is_withdrawn, *sides in _rows(landing, "stewardship/decisions", columns):
        named = [
            (_SUBJECTS[kind], canonical(_SUBJECTS[kind], value))
            for kind, value in (sides[:2], sides[2:])
        ]
        ties = decision == "must_link" and not is_withdrawn
        for found in [named] if ties else [[one] for one in named]:
            yield "stewardship/decisions", found


def same_statements(landing: Path) -> Iterator[list[Identifier]]:
    """Yield the accounts that state the same name, birth date and postcode, short forms aside."""
    nicknames = defaultdict(set)
    with NICKNAMES.open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            nicknames[row["nickname"]].add(row["given_name"])
    stated: dict[tuple[str, ...], set[Identifier]] = defaultdict(set)
    columns = "account_id, first_name, last_name, birth_date, postcode"
    for account, first, last, birth, postcode in _rows(landing, "shop/accounts", columns):
        if first and last and birth:
            for form in {letters(first), *nicknames[letters(first)]}:
                stated[form, letters(last), birth, postcode].add(
                    ("login", canonical("login", account))
                )
    for accounts in stated.values():
        yield sorted(accounts)


def letters(name: str) -> str:
    """Return a name's plain letters."""
    bare = normalize("NFKD", name.lower())
    return "".join(c for c in bare if c.isascii() and c.isalpha())


def _clicks(landing: Path) -> Iterator[tuple[str, list[Identifier]]]:
    query = f"""
        select distinct calls."anonymousId", sends.recipient_email
        from read_parquet('{landing}/web/calls/*.parquet') as calls
        inner join read_parquet('{landing}/email/events/*.parquet') as sends
            on regexp_extract(json_extract_string(calls.context, '$.page.search'), 'ctk=(\\w+)', 1)
            = sends.click_token
        where sends.event_type = 'send'
    """
    for cookie, email in _fetched(query):
        yield "click", [("cookie", cookie), ("email", canonical("email", email))]


def _rows(landing: Path, table: str, columns: str) -> list[Any]:
    path = landing / table / "*.parquet"
    return _fetched(f"select distinct {columns} from read_parquet('{path}')")


def _fetched(query: str) -> list[Any]:
    with duckdb.connect() as connection:
        return connection.execute(query).fetchall()
