"""Builds the whole project into a warehouse file of a test's own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


class Builder:
    """Runs dbt on a warehouse file of its own."""

    def __init__(self, project_root: Path, folder: Path) -> None:
        self.project_root = project_root
        self.folder = folder

    def build(self, warehouse: str, *options: str, landing: Path | None = None) -> Path:
        """Build into the file of that name and return its path."""
        path = self.folder / f"{warehouse}.duckdb"
        environment = {
            **os.environ,
            "DO_NOT_TRACK": "1",
            "NO_COLOR": "1",
            "SCV_WAREHOUSE": str(path),
            "SCV_LANDING": str(landing or self.project_root / "seeds/landing"),
        }
        run = subprocess.run(
            [
                *(sys.executable, "-m", "dbt.cli.main", "--quiet", "build", "--target", "dev"),
                *("--project-dir", str(self.project_root)),
                *("--profiles-dir", str(self.project_root)),
                *("--target-path", str(self.folder / "target")),
                *("--log-path", str(self.folder / "logs")),
                *options,
            ],
            cwd=self.project_root,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if run.returncode != 0:
            pytest.fail(f"dbt build failed:\n{run.stdout}\n{run.stderr}", pytrace=False)
        return path
