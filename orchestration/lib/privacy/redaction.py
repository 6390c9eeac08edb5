"""Keeps other people out of what one person is shown.

A record may be somebody's and still mention others: the card of a household on a ticket, the
address of a friend in a message. Whatever is another person's identifier is withheld, and so is
every e-mail address in a text that is not known to be the person's own.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

WITHHELD = "[withheld: another person's]"

_OTHERS = (Path(__file__).parent / "sql" / "others_values.sql").read_text(encoding="utf-8")
_EMAIL = re.compile(r"[\w.+'-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_PHONE = re.compile(r"\+?\d[\d ().\-]{7,}\d")
_CUSTOMER = re.compile(r"\bcus_[0-9a-z]+")
# What of a phone number does not depend on how it is written.
_TELLING_DIGITS = 9
# Shorter texts that equal somebody's identifier (a login of five digits, say) do so by chance,
# unless they stand where identifiers stand.
_TELLING_LENGTH = 10


@dataclass(frozen=True)
class Redaction:
    """What must not be shown, and what may be.

    Attributes:
        own: The person's identifiers, ids and addresses, in lower case.
        others: Texts of the report that are somebody else's, in lower case.
        own_phones: The last digits of the person's phone numbers.
        others_phones: Those of other people's numbers that occur in the report.
    """

    own: frozenset[str]
    others: frozenset[str]
    own_phones: frozenset[str]
    others_phones: frozenset[str]

    def value(self, value: Any, *, is_identifier: bool = False) -> Any:
        """Return a cell of a table as it may be shown: the same, or with others withheld."""
        if isinstance(value, list):
            return [self.value(item) for item in value]
        if isinstance(value, dict):
            return {key: self.value(item) for key, item in value.items()}
        if not isinstance(value, str):
            return value
        folded = value.strip().lower()
        if folded in self.own:
            return value
        if folded in self.others and (is_identifier or len(folded) >= _TELLING_LENGTH):
            return WITHHELD
        text = _EMAIL.sub(self._email, value)
        text = _CUSTOMER.sub(self._customer, text)
        return _PHONE.sub(self._phone, text)

    def _email(self, match: re.Match[str]) -> str:
        is_own = match.group().lower().replace("%40", "@") in self.own
        return match.group() if is_own else WITHHELD

    def _customer(self, match: re.Match[str]) -> str:
        return match.group() if match.group() in self.own else WITHHELD

    def _phone(self, match: re.Match[str]) -> str:
        digits = last_digits(match.group())
        is_others = digits in self.others_phones and digits not in self.own_phones
        return WITHHELD if is_others else match.group()


def last_digits(text: str) -> str:
    """Return the digits of a phone number that every spelling of it shares."""
    return re.sub(r"\D", "", text)[-_TELLING_DIGITS:]


def parsed(value: Any) -> Any:
    """Return a JSON text as what it holds, so that its parts can be judged; others as they are."""
    if not isinstance(value, str) or value[:1] not in ("{", "["):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def redaction_for(
    connection: duckdb.DuckDBPyConnection, rows: Iterable[dict[str, Any]]
) -> Redaction:
    """Compare the texts of a report with everybody's identifiers.

    Args:
        connection: A warehouse on which `gather_keys` was called for the person.
        rows: All rows of the report.
    """
    texts: set[str] = set()
    phones: set[str] = set()
    for text in _texts(list(rows)):
        texts.add(text.strip().lower())
        phones.update(last_digits(number) for number in _PHONE.findall(text))
    connection.execute("create or replace temp table report_texts (kind varchar, value varchar)")
    for kind, values in (("text", texts), ("phone", phones)):
        connection.execute(
            "insert into report_texts select ?, unnest(?::varchar[])", [kind, sorted(values)]
        )
    found: dict[str, set[str]] = {"own": set(), "others": set(), "own_phone": set()}
    found["others_phone"] = set()
    for kind, value in connection.execute(_OTHERS).fetchall():
        found[kind].add(value)
    return Redaction(
        own=frozenset(found["own"]),
        others=frozenset(found["others"] - found["own"]),
        own_phones=frozenset(found["own_phone"]),
        others_phones=frozenset(found["others_phone"]),
    )


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
