"""`explain` answers for people and for tools, and its exit code says whether it could."""

import json

import pytest

from orchestration.__main__ import main
from orchestration.environment import Environment
from orchestration.lib.warehouse import build as warehouse_build
from orchestration.lib.warehouse.lock import hold
from tests.orchestration.explanation.test_explanation import ANNA_AND_MARC
from tests.orchestration.explanation.worlds import build


@pytest.fixture
def warehouse(environment: Environment, monkeypatch: pytest.MonkeyPatch) -> Environment:
    monkeypatch.setenv("SCV_WAREHOUSE", str(environment.warehouse))
    monkeypatch.setenv("COLUMNS", "200")
    build(ANNA_AND_MARC, str(environment.warehouse)).close()
    return environment


def test_two_identifiers_are_explained_in_a_sentence_and_a_table(
    warehouse: Environment, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", "login:a7", "login:m3"]) == 0
    text = capsys.readouterr().out
    for word in ("kept apart", "REFUSED", "ticket", "record:4", "Because of weak."):
        assert word in text


def test_a_customer_is_explained_with_its_identifiers_and_history(
    warehouse: Environment, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", "cus_0"]) == 0
    text = capsys.readouterr().out
    for word in ("3 person keys", "loyalty_id:29", "Refused", "weak", "born"):
        assert word in text


def test_tools_get_the_same_as_json(
    warehouse: Environment, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", "login:a7", "loyalty_id:29", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["verdict"] == "one_customer"
    assert [step["evidence_record_id"] for step in answer["chain"]] == ["record:1", "record:3"]
    assert main(["explain", "cus_0", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["identifiers"]) == 3


def test_an_unknown_identifier_is_a_sentence_and_a_failure(
    warehouse: Environment, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", "login:a7", "email:nobody@x.example", "--json"]) == 1
    output = capsys.readouterr()
    assert output.out == ""
    assert "No record shows email:nobody@x.example." in output.err


def test_without_a_warehouse_it_says_to_run_the_job(
    warehouse: Environment, capsys: pytest.CaptureFixture[str]
) -> None:
    warehouse.warehouse.unlink()
    assert main(["explain", "login:a7"]) == 1
    assert "run the job first" in capsys.readouterr().err


def test_in_the_middle_of_a_run_it_waits_and_then_says_who_has_the_warehouse(
    warehouse: Environment,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(warehouse_build, "PATIENCE_SECONDS", 0.3)
    with hold(warehouse.warehouse_lock, timeout_seconds=1):
        assert main(["explain", "login:a7"]) == 1
    assert "still in use by process" in capsys.readouterr().err


def test_three_subjects_are_too_many(warehouse: Environment) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["explain", "a:1", "b:2", "c:3"])
