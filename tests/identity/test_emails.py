"""E-mail keys: the mailbox that recognises a person, and the key advertising platforms hash."""

import csv
import os
from pathlib import Path

import pytest

from tests.identity.conftest import ROOT, Build

IDENTITY = ROOT / "models" / "intermediate" / "identity"
PROVIDERS = ROOT / "seeds" / "rules" / "email_providers.csv"


def quoted(text: str) -> str:
    """A text as a SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def mailboxes(build: Build, typed: list[str]) -> dict[str, str | None]:
    """Typed address to mailbox, as the warehouse computes it."""
    models = {
        "int_identity__raw_identifiers_counted": "select * from typed",
        "email_providers": f"select * from read_csv('{PROVIDERS}')",
        "int_identity__emails_normalized": (
            IDENTITY / "int_identity__emails_normalized.sql"
        ).read_text(),
    }
    rows = ", ".join(f"('email', {quoted(raw)})" for raw in typed)
    connection = build(
        models,
        [f"create table typed as select * from (values {rows}) as t(identifier_type, raw_value)"],
    )
    found = connection.sql("from int_identity__emails_normalized").fetchall()
    connection.close()
    return dict(found)


def uid2_keys(build: Build, typed: list[str]) -> dict[str, str | None]:
    """Typed address to the key of advertising platforms."""
    rows = ", ".join(f"({quoted(raw)})" for raw in typed)
    connection = build(
        {"keys": "select raw_value, {{ uid2_email('raw_value') }} as email_key from typed"},
        [f"create table typed as select * from (values {rows}) as t(raw_value)"],
    )
    found = connection.sql("from keys").fetchall()
    connection.close()
    return dict(found)


def test_spellings_of_one_mailbox_agree(build: Build) -> None:
    expected = {
        " Zoe.Martin@Gmail.com ": "zoemartin@gmail.com",
        "zoe.martin+shop@googlemail.com": "zoemartin@gmail.com",
        "zoe.martin@example.com": "zoe.martin@example.com",
        "zoe+shop@example.com": "zoe+shop@example.com",
        "zoe+shop@outlook.com": "zoe@outlook.com",
        "mailto:zoe@example.com": "zoe@example.com",
    }
    assert mailboxes(build, list(expected)) == expected


def test_what_is_no_mailbox_has_none(build: Build) -> None:
    broken = [
        "",
        "zoe",
        "@example.com",
        "zoe@",
        "zoe@example",
        "a b@example.com",
        "a@b@example.com",
    ]
    found = mailboxes(build, broken)
    assert [found.get(raw) for raw in broken] == [None] * len(broken)


def test_the_advertising_key_follows_uid2(build: Build) -> None:
    expected = {
        "  TEst.TEst+123@GMail.Com ": "testtest@gmail.com",
        "Jane.Saoirse+Work@example.com": "jane.saoirse+work@example.com",
        "+@gmail.com": None,
        ".+@gmail.com": None,
        "a@ba@z.com": None,
        "@b.com": None,
        "": None,
    }
    assert uid2_keys(build, list(expected)) == expected


def test_every_published_uid2_vector_is_met(build: Build) -> None:
    vectors = Path(os.environ.get("SCV_PUBLIC_DATA", "absent")) / "uid2" / "email_uid2.csv"
    if not vectors.exists():
        # The vectors are public data that the repository does not carry.
        pytest.skip("SCV_PUBLIC_DATA does not name a folder with uid2/email_uid2.csv")
    with vectors.open() as file:
        expected = {row["input"]: row["expected"] or None for row in csv.DictReader(file)}
    assert uid2_keys(build, list(expected)) == expected
