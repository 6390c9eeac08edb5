"""What the project's tests share: its root, its files, and one parse of dbt's manifest."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.project.builder import Builder
from tests.project.rules.project import Project, read_project

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def project_root() -> Path:
    """The folder that holds dbt_project.yml."""
    return ROOT


@pytest.fixture(scope="session")
def repository_files(project_root: Path) -> list[Path]:
    """Every file that is, or could be, committed."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=project_root,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    paths = [project_root / line for line in listing.splitlines()]
    return [path for path in paths if path.is_file()]


@pytest.fixture(scope="session")
def dbt_variables(project_root: Path) -> dict[str, Any]:
    """The variables of dbt_project.yml."""
    content = yaml.safe_load((project_root / "dbt_project.yml").read_text("utf-8"))
    variables: dict[str, Any] = content["vars"]
    return variables


@pytest.fixture(scope="session")
def manifest(
    project_root: Path, dbt_variables: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """The manifest with every source switched on, parsed with all warnings as errors.

    That this fixture succeeds is the test that `dbt parse` has nothing to complain of.
    """
    target = tmp_path_factory.mktemp("manifest")
    switches = {name: True for name in dbt_variables if name.endswith("_enabled")}
    parse = subprocess.run(
        [
            *(sys.executable, "-m", "dbt.cli.main", "--warn-error", "--no-partial-parse"),
            *("parse", "--show-all-deprecations", "--target", "lint"),
            *("--project-dir", str(project_root), "--profiles-dir", str(project_root)),
            *("--target-path", str(target), "--log-path", str(target / "logs")),
            *("--vars", json.dumps(switches)),
        ],
        cwd=project_root,
        env={**os.environ, "DO_NOT_TRACK": "1", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if parse.returncode != 0:
        pytest.fail(f"dbt parse found something to complain of:\n{parse.stdout}", pytrace=False)
    content: dict[str, Any] = json.loads((target / "manifest.json").read_text("utf-8"))
    return content


@pytest.fixture(scope="session")
def project(manifest: dict[str, Any], dbt_variables: dict[str, Any]) -> Project:
    """The project as the rules see it."""
    return read_project(manifest, dbt_variables)


@pytest.fixture(scope="session")
def builder(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Builder:
    return Builder(project_root, tmp_path_factory.mktemp("builds"))


@pytest.fixture(scope="session")
def warehouse(builder: Builder) -> Path:
    """The demo, built from nothing with every unit test, data test and claim."""
    return builder.build("first")
