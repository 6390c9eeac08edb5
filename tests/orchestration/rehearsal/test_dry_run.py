"""A dry run leaves the warehouse as it was, to the byte, and says what would change."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration.__main__ import main
from orchestration.environment import PROJECT_DIR, Environment
from orchestration.lib.rehearsal import rehearse as rehearsal
from orchestration.lib.rehearsal.rehearse import rehearse
from orchestration.lib.rehearsal.scratch import RehearsalError, dbt_command
from tests.orchestration.rehearsal.conftest import Fill, write_crosswalk

BEFORE = [("a1", "anna"), ("b1", "bob")]
RULE = "identifier_types.csv"


def footprint(file: Path) -> tuple[str, int, int]:
    """The bytes of a file, and when they were last written."""
    state = file.stat()
    return hashlib.sha256(file.read_bytes()).hexdigest(), state.st_mtime_ns, state.st_size


@pytest.fixture
def warehouse(environment: Environment, fill: Fill, monkeypatch: pytest.MonkeyPatch) -> Environment:
    """An installation with two customers, whom any changed rules make one."""

    def build(
        scratch: Environment,
        rules: Sequence[Path],
        variables: Mapping[str, Any],
        parsed_project: Path | None,
    ) -> None:
        if variables.get("default_country") == "XX":
            raise RehearsalError("There is no country XX.")
        with duckdb.connect(str(scratch.warehouse)) as connection:
            write_crosswalk(connection, [("a1", "anna"), ("b1", "anna")] if rules else BEFORE)

    fill(BEFORE, orders=[("bob", "EUR", 30)])
    monkeypatch.setattr(rehearsal, "build_customers", build)
    monkeypatch.setenv("SCV_WAREHOUSE", str(environment.warehouse))
    monkeypatch.setenv("DBT_TARGET_PATH", str(environment.target))
    monkeypatch.setenv("COLUMNS", "160")
    return environment


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A folder with one changed seed."""
    folder = tmp_path / "rules"
    folder.mkdir()
    text = (PROJECT_DIR / "seeds" / "rules" / RULE).read_text(encoding="utf-8")
    (folder / RULE).write_text(text, encoding="utf-8")
    return folder


def test_the_change_is_told_and_the_warehouse_stays_as_it_was(
    warehouse: Environment, rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = footprint(warehouse.warehouse)
    assert main(["dry-run", "--rules", str(rules)]) == 0
    text = capsys.readouterr().out
    assert "2 of 2 customers would be touched: 1 merged into another" in text
    for word in ("merged into anna", "takes others in", "30", "EUR"):
        assert word in text
    assert footprint(warehouse.warehouse) == before
    assert list(warehouse.target.iterdir()) == []


def test_tools_get_the_change_as_json(
    warehouse: Environment, rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["dry-run", "--rules", str(rules), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["merged"], answer["customers_after"]) == (1, 1)
    assert answer["revenue_touched"] == [{"currency": "EUR", "amount": 30.0, "orders": 1}]


def test_without_changed_rules_nothing_would_change(
    warehouse: Environment, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["dry-run"]) == 0
    assert "Nothing would change" in capsys.readouterr().out


def test_rules_that_are_none_are_refused_before_anything_is_copied(
    warehouse: Environment, rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (rules / RULE).write_text("identifier_type\nemail\n", encoding="utf-8")
    assert main(["dry-run", "--rules", str(rules)]) == 1
    errors = capsys.readouterr().err
    assert f"{RULE}: the column normalizer is missing." in errors
    assert "Copying" not in errors


def test_rules_that_cannot_be_built_are_an_error_and_leave_nothing_behind(
    warehouse: Environment, capsys: pytest.CaptureFixture[str]
) -> None:
    before = footprint(warehouse.warehouse)
    assert main(["dry-run", "--vars", '{"default_country": "XX"}']) == 1
    assert "There is no country XX." in capsys.readouterr().err
    assert footprint(warehouse.warehouse) == before
    assert list(warehouse.target.iterdir()) == []


def test_without_a_warehouse_it_says_to_run_the_job(
    warehouse: Environment, capsys: pytest.CaptureFixture[str]
) -> None:
    warehouse.warehouse.unlink()
    assert main(["dry-run"]) == 1
    assert "run the job first" in capsys.readouterr().err


def test_the_rules_and_who_is_who_are_built_and_nothing_else() -> None:
    command = dbt_command(Path("project"), Path("target"), {"default_country": "BE"})
    chosen = command[command.index("--select") + 1 : command.index("--vars")]
    assert chosen == [
        "path:seeds/rules",
        "path:models/intermediate/identity",
        "customer_identifiers",
    ]
    assert json.loads(command[-1]) == {"default_country": "BE"}
    assert "test" not in command
    assert "--vars" not in dbt_command(Path("project"), Path("target"), {})


@pytest.mark.slow
def test_a_real_change_of_rules_is_rehearsed_by_dbt(environment: Environment, rules: Path) -> None:
    landing = PROJECT_DIR / "tests" / "fixtures" / "landing"
    installed = replace(environment, landing=landing)
    _build(installed, "+customer_identifiers", "+orders", "+customer_consents")
    before = footprint(installed.warehouse)

    assert rehearse(installed, None, "", on_step=str).is_nothing

    types = rules / RULE
    # Without e-mail as an identifier, whoever had only that is no customer any more.
    lines = types.read_text(encoding="utf-8").splitlines(keepends=True)
    changed = [
        line.replace(",false,true,", ",false,false,") if line.startswith("email,") else line
        for line in lines
    ]
    types.write_text("".join(changed), encoding="utf-8")
    change = rehearse(installed, rules, "", on_step=str)

    assert change.identifiers_lost > 0
    assert change.customers_touched > 0
    assert footprint(installed.warehouse) == before
    assert not list(installed.target.glob("dry-run-*"))


def _build(installed: Environment, *selection: str) -> None:
    """Build some of the project from the test landing, as a run would."""
    run = subprocess.run(
        [
            *(sys.executable, "-m", "dbt.cli.main", "--quiet", "build", "--target", "dev"),
            *("--project-dir", str(PROJECT_DIR), "--profiles-dir", str(PROJECT_DIR)),
            *("--resource-type", "seed", "--resource-type", "model"),
            *("--target-path", str(installed.target)),
            *("--log-path", str(installed.target / "logs"), "--select", *selection),
        ],
        cwd=PROJECT_DIR,
        env={
            **os.environ,
            "SCV_WAREHOUSE": str(installed.warehouse),
            "SCV_LANDING": str(installed.landing),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout
