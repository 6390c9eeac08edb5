"""A copy of the build warehouse, and of the dbt project with changed rules, to try them on."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from orchestration.environment import PROJECT_DIR, Environment
from orchestration.lib.warehouse.build import reading_build

# What dbt needs of the project; everything else stays where it is.
_PARTS = ("dbt_project.yml", ".dbtignore", "profiles.yml", "models", "macros", "tests")
_RULES = Path("seeds") / "rules"

# The rules, and what they decide of who is who.
_SELECTION = ("path:seeds/rules", "path:models/intermediate/identity", "customer_identifiers")


class RehearsalError(RuntimeError):
    """dbt could not build the customers by the changed rules; the message is dbt's."""


@contextmanager
def scratch_copy(
    environment: Environment, *, on_wait: Callable[[str], object] = print
) -> Iterator[Environment]:
    """Give an installation of its own, with a copy of the build warehouse, and remove it after.

    The copy is taken between two runs. It bears the warehouse's own name, because the views inside
    name it so.

    Raises:
        FileNotFoundError: When nothing was ever built.
        WarehouseBusyError: When a run has the warehouse and does not end.
    """
    environment.target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="dry-run-", dir=environment.target) as name:
        folder = Path(name)
        copy = replace(
            environment,
            warehouse=folder / environment.warehouse.name,
            published=folder / "published" / environment.published.name,
            target=folder / "target",
        )
        with reading_build(environment, on_wait=on_wait):
            shutil.copyfile(environment.warehouse, copy.warehouse)
        yield copy


def build_customers(
    scratch: Environment,
    rules: Sequence[Path],
    variables: Mapping[str, Any],
    parsed_project: Path | None = None,
) -> None:
    """Build the customers again in a scratch copy, by changed rules.

    Args:
        scratch: The installation that `scratch_copy` gave.
        rules: Changed copies of seeds.
        variables: Changed variables of dbt.
        parsed_project: The folder of an earlier run's artifacts, whose parsed project saves dbt
            most of its start.

    Raises:
        RehearsalError: When dbt fails.
    """
    project = scratch.warehouse.parent / "project"
    _copy_project(project, rules)
    scratch.target.mkdir(exist_ok=True)
    parsed = parsed_project / "partial_parse.msgpack" if parsed_project else None
    if parsed and parsed.exists():
        shutil.copyfile(parsed, scratch.target / parsed.name)
    run = subprocess.run(
        dbt_command(project, scratch.target, variables),
        cwd=project,
        env={
            **os.environ,
            "NO_COLOR": "1",
            "SCV_LANDING": str(scratch.landing),
            "SCV_WAREHOUSE": str(scratch.warehouse),
            "SCV_TEMP_DIRECTORY": str(scratch.target / "spill"),
            "DBT_TARGET_PATH": str(scratch.target),
            "DBT_LOG_PATH": str(scratch.target / "logs"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode != 0:
        raise RehearsalError(f"The changed rules cannot be built:\n{run.stdout.strip()}")


def dbt_command(project: Path, target: Path, variables: Mapping[str, Any]) -> list[str]:
    """Return the command that loads the rules and builds who is who, without tests."""
    command = [sys.executable, "-m", "dbt.cli.main", "--quiet", "build", "--target", "dev"]
    command += ["--project-dir", str(project), "--profiles-dir", str(project)]
    command += ["--target-path", str(target)]
    command += ["--resource-type", "seed", "--resource-type", "model"]
    command += ["--select", *_SELECTION]
    return [*command, "--vars", json.dumps(variables)] if variables else command


def _copy_project(project: Path, rules: Sequence[Path]) -> None:
    """Make a dbt project of links to the real one, with seeds of its own."""
    project.mkdir()
    for part in _PARTS:
        (project / part).symlink_to(PROJECT_DIR / part)
    shutil.copytree(PROJECT_DIR / _RULES, project / _RULES)
    for file in rules:
        shutil.copyfile(file, project / _RULES / file.name)
