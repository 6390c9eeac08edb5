"""Phones normalised in SQL agree with libphonenumber, whose rules they are."""

import csv
import os
import random
from pathlib import Path

import phonenumbers
import pytest

from orchestration.lib import phone_number_plans
from tests.identity.conftest import ROOT, Build

IDENTITY = ROOT / "models" / "intermediate" / "identity"
# Countries whose national prefix is dropped, not rewritten: see phone_number_plans.dialling_rules.
COUNTRIES = ["FR", "BE", "CH", "DE", "ES", "IT", "GB", "LU", "PT", "NL", "US", "MA", "RE", "PL"]


def normalize(build: Build, typed: list[tuple[str, str]]) -> dict[str, str]:
    """Typed number and country to E.164, as the warehouse computes it."""
    models = {
        "int_identity__raw_identifiers_counted": "select * from typed",
        "int_identity__phones_parsed": (IDENTITY / "int_identity__phones_parsed.sql").read_text(),
        "int_identity__phones_normalized": (
            IDENTITY / "int_identity__phones_normalized.sql"
        ).read_text(),
    }
    rows = ", ".join(
        f"('{raw.replace(chr(39), chr(39) * 2)}', '{country}')" for raw, country in typed
    )
    typed_numbers = (
        "create table typed as select 'phone' as identifier_type, raw_value, country_code"
        f" from (values {rows}) as t(raw_value, country_code)"
    )
    connection = build(models, [typed_numbers])
    found = connection.sql("from int_identity__phones_normalized").fetchall()
    connection.close()
    return dict(found)


def expected(raw: str, country: str) -> str | None:
    """E.164 by libphonenumber; None where the number is not valid."""
    try:
        number = phonenumbers.parse(raw, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def spellings(country: str, source: random.Random) -> list[str]:
    """Ways of writing numbers of one country: of each number type, valid and broken."""
    written = []
    for number_type in (
        phonenumbers.PhoneNumberType.MOBILE,
        phonenumbers.PhoneNumberType.FIXED_LINE,
        phonenumbers.PhoneNumberType.TOLL_FREE,
    ):
        number = phonenumbers.example_number_for_type(country, number_type)
        if number is None:
            continue
        national = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
        abroad = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
        e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        written += [national, abroad, e164, f" {national} ", national.replace(" ", ".")]
        written += [e164.replace("+", "00") if country != "US" else e164]
        written += [f"{e164}{source.randrange(10)}{source.randrange(10)}", e164[:-2]]
        digits = list(e164[1:])
        digits[-1], digits[len(digits) // 2] = str(source.randrange(10)), str(source.randrange(10))
        written.append("+" + "".join(digits))
    return written


def test_spellings_of_many_countries_agree_with_libphonenumber(build: Build) -> None:
    source = random.Random(5)
    typed: dict[str, str] = {}
    for country in COUNTRIES:
        for spelling in spellings(country, source):
            typed.setdefault(spelling, country)
    found = normalize(build, list(typed.items()))
    wrong = {
        (raw, country): (found.get(raw), expected(raw, country))
        for raw, country in typed.items()
        if found.get(raw) != expected(raw, country)
    }
    assert len(typed) > 250
    assert not wrong


def test_french_habits_of_writing(build: Build) -> None:
    expected_numbers = {
        "06 12 00 12 34": "+33612001234",
        "+33 (0)6 12 00 12 34": "+33612001234",
        "0033612001234": "+33612001234",
        "33612001234": "+33612001234",
        "612001234": "+33612001234",
        "06.12.00.12.34 poste 12": "+33612001234",
        "06 12 00 12": None,
        "call me": None,
        "": None,
    }
    found = normalize(build, [(raw, "FR") for raw in expected_numbers])
    assert {raw: found.get(raw) for raw in expected_numbers} == expected_numbers


def test_the_generated_plans_are_those_of_the_installed_metadata() -> None:
    written = (ROOT / "macros" / "normalization" / "phone_number_plans.sql").read_text()
    assert written == phone_number_plans.render()


def test_the_published_vectors_are_met_at_the_known_rate(build: Build) -> None:
    folder = os.environ.get("SCV_PUBLIC_DATA")
    vectors = Path(folder or "absent") / "uid2" / "phone_libphonenumber_parse.csv"
    if not vectors.exists():
        # The vectors are public data that the repository does not carry.
        pytest.skip(
            "SCV_PUBLIC_DATA does not name a folder with uid2/phone_libphonenumber_parse.csv"
        )
    typed = {}
    with vectors.open() as file:
        for row in csv.DictReader(file):
            if row["region"] and row["input"].strip():
                key = (row["input"], row["region"])
                typed[key] = row["expected_e164"] if row["is_valid"] == "True" else None
    unique: dict[str, str] = {}
    for raw, country in typed:
        unique.setdefault(raw, country)
    found = normalize(build, list(unique.items()))
    agreed = sum(found.get(raw) == typed[raw, country] for raw, country in unique.items())
    assert agreed / len(unique) >= 0.75
