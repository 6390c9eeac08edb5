"""Personal data is known as such wherever it lies, and no tool of ours reports home."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.project.rules import assert_kept, privacy
from tests.project.rules.project import Column, Model, Project


def project_with(column: Column) -> Project:
    """A project of one mart with one column."""
    return Project(models=(Model("people", "models/marts/customer/people.sql", columns=(column,)),))


def test_every_personal_column_is_tagged(project: Project) -> None:
    assert_kept(privacy.personal_columns_without_tag(project))


@pytest.mark.parametrize("name", ["email", "raw_value", "recipient_email", "birth_date"])
def test_a_personal_column_without_tag_is_reported(name: str) -> None:
    assert list(privacy.personal_columns_without_tag(project_with(Column(name, "varchar"))))


@pytest.mark.parametrize(
    "column",
    [
        Column("email", "varchar", is_pii=True),
        Column("can_email", "boolean"),
        Column("email_count", "bigint"),
    ],
)
def test_what_is_tagged_or_is_no_personal_data_is_fine(column: Column) -> None:
    assert not list(privacy.personal_columns_without_tag(project_with(column)))


def test_a_built_personal_column_that_no_yaml_names_is_reported() -> None:
    project = project_with(Column("customer_id", "varchar"))
    built = {"people": ["customer_id", "phone"]}

    assert list(privacy.personal_columns_not_described(built, project))


def test_dbt_reports_no_usage(project_root: Path) -> None:
    content = yaml.safe_load((project_root / "dbt_project.yml").read_text("utf-8"))

    assert content["flags"]["send_anonymous_usage_stats"] is False


def test_dagster_reports_no_usage(project_root: Path) -> None:
    content = yaml.safe_load((project_root / "orchestration/dagster.yaml").read_text("utf-8"))

    assert content["telemetry"]["enabled"] is False


def test_importing_the_orchestration_silences_every_tool(project_root: Path) -> None:
    silent = {
        "DO_NOT_TRACK": "1",
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "DAGSTER_DISABLE_TELEMETRY": "1",
        "GX_ANALYTICS_ENABLED": "false",
    }
    program = "import json, os, orchestration; print(json.dumps(dict(os.environ)))"
    talkative = {name: value for name, value in os.environ.items() if name not in silent}
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=project_root,
        env=talkative,
        capture_output=True,
        text=True,
        check=True,
    )

    assert silent.items() <= json.loads(run.stdout).items()
