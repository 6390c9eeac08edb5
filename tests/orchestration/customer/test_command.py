"""`customer` shows all that is published, to people and to tools."""

import json

import duckdb
import pytest

from orchestration.__main__ import main
from orchestration.environment import Environment
from tests.orchestration.customer.published import build_published


@pytest.fixture
def published(environment: Environment, monkeypatch: pytest.MonkeyPatch) -> Environment:
    monkeypatch.setenv("SCV_PUBLISHED", str(environment.published))
    build_published(environment.published)
    return environment


def lines_of(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [line.rstrip() for line in capsys.readouterr().out.splitlines()]


def test_every_section_says_what_is_known_and_why(
    published: Environment, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["customer", "email:anna@x.example"]) == 0
    lines = lines_of(capsys)
    text = "\n".join(lines)
    for words in (
        "Anna Roux  cus_anna",
        "As of 31 October 2026 00:00 UTC. Found by email:anna@x.example.",
        "active buyer: last order 7 days ago",
        "level 3 of 4: registered",
        "champions: recency 5, frequency 4, amount 3",
        "2 for 90.50 EUR, the last on 2026-10-24",
        "among the best",
        "2026-10-20, call, parcel, open, annoyed (2 in all)",
        "1, the oldest since 2026-10-20",
        "6 of 10",
        "shop:7, completed, 45.25 EUR, web, 2026-10-24",
        "cart:1, 12.50, 2026-10-25",
        "by email",
        "2026-03-01 to now",
        "and 2 earlier",
        "hou_1: 2 customers, 3 orders for 120.00 EUR, 20.00 EUR within a year",
        "shared card, same postcode",
        "granted and nowhere refused",
        "Which size? (q_size)",
        "The size is not known.",
    ):
        assert words in text
    assert max(len(line) for line in lines) <= 100


def test_a_value_comes_with_its_origin_and_what_it_prevailed_over(
    published: Environment, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["customer", "cus_anna"]) == 0
    lines = lines_of(capsys)
    (city,) = [line.split() for line in lines if line.split()[:1] == ["city"]]
    assert city == ["city", "Lyon", "declared,", "loyalty", "2026-01-01", "newest", "of", "2"]
    (interest,) = [line.split() for line in lines if line.split()[:1] == ["interest"]]
    assert interest == ["interest", "tennis", "observed,", "social"]


def test_without_origins_the_values_are_shown_alone(
    environment: Environment, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SCV_PUBLISHED", str(environment.published))
    build_published(environment.published, with_origins=False)
    assert main(["customer", "cus_anna"]) == 0
    assert any(line.split() == ["first", "name", "Anna"] for line in lines_of(capsys))


def test_what_happened_in_a_session_stands_under_it(
    published: Environment, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["customer", "cus_anna"]) == 0
    lines = lines_of(capsys)
    start = next(n for n, line in enumerate(lines) if "web session" in line)
    assert "2 events in 5 min, brought by spring" in lines[start]
    inside = [" ".join(line.split()[1:3]) for line in lines[start + 1 : start + 4]]
    assert inside == ["order placed", "order completed", "page viewed"]
    assert "call: support contacted" in lines[start + 4]


def test_of_whom_little_is_known_every_section_still_says_so(
    published: Environment, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["customer", "cus_marc"]) == 0
    text = "\n".join(lines_of(capsys))
    for words in (
        "Name unknown",
        "no purchase, no score",
        "In no segment.",
        "never",
        "by no channel",
        "None was claimed.",
        "Never asked",
        "Nothing is asked.",
        "Nothing happened yet.",
    ):
        assert words in text


def test_only_the_last_events_are_shown_when_fewer_are_asked_for(
    published: Environment, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["customer", "cus_anna", "--events", "2", "--json"]) == 0
    events = json.loads(capsys.readouterr().out)["timeline"]
    assert [event["customer_event_id"] for event in events] == ["order/7", "e2"]


def test_tools_get_the_same_as_json(
    published: Environment, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["customer", "cus_old", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["customer_id"] == "cus_anna"
    assert "redirects here" in answer["note"]
    assert answer["household"]["household_id"] == "hou_1"
    assert [row["attribute_value"] for row in answer["attributes"]] == ["Lyon", "tennis"]


def test_a_publication_from_before_the_households_is_shown_without_them(
    published: Environment, capsys: pytest.CaptureFixture[str]
) -> None:
    with duckdb.connect(str(published.published)) as connection:
        connection.execute("drop table marts.households")
        connection.execute("drop table marts.customer_service")
    assert main(["customer", "cus_anna"]) == 0
    assert "Not published." in capsys.readouterr().out


def test_an_unknown_customer_is_a_sentence_and_a_failure(
    published: Environment, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["customer", "cus_nobody", "--json"]) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert "No customer is published as cus_nobody." in output.err


def test_before_the_first_publication_it_says_to_run_the_job(
    environment: Environment, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SCV_PUBLISHED", str(environment.published))
    assert main(["customer", "cus_anna"]) == 1
    assert "run the job first" in capsys.readouterr().err
