"""A scratch dbt project of some sources' staging, which builds a landing folder in a second."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "tests/fixtures/landing"


@dataclass(frozen=True)
class Build:
    """What came of one build: the errors of its models, and the warehouse it wrote."""

    errors: tuple[str, ...]
    warehouse: Path

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of a query over the warehouse."""
        with duckdb.connect(str(self.warehouse), read_only=True) as connection:
            return connection.sql(query).fetchall()

    def only_error(self) -> str:
        """The one error, on one line."""
        assert len(self.errors) == 1, self.errors
        return " ".join(self.errors[0].split())


class LandingProject:
    """The staging of some sources, apart from the rest of the project, parsed once."""

    def __init__(
        self,
        folder: Path,
        sources: Iterable[str],
        *,
        with_input: bool = False,
        variables: dict[str, Any] | None = None,
        models: dict[str, str] | None = None,
    ) -> None:
        self.folder = folder
        self.warehouse = folder / "warehouse.duckdb"
        for macros in ("cross_db", "privacy", "project", "staging"):
            shutil.copytree(ROOT / "macros" / macros, folder / "macros" / macros)
        for source in sources:
            shutil.copytree(ROOT / "models/staging" / source, folder / "models/staging" / source)
        (folder / "models").mkdir(exist_ok=True)
        shutil.copy(ROOT / "models/staging/landing.md", folder / "models")
        if with_input:
            shutil.copytree(ROOT / "models/input", folder / "models/input")
        for name, text in (models or {}).items():
            (folder / "models" / name).write_text(text, "utf-8")
        (folder / "seeds").mkdir()
        for seed in ("questions", "retention"):
            for file in (ROOT / "seeds/rules").glob(f"{seed}.*"):
                shutil.copy(file, folder / "seeds")
        self._drop_tests()
        self._write_project(variables or {})
        self.runner = dbtRunner()
        self.manifest = self._invoke("parse").result
        self.runner = dbtRunner(manifest=self.manifest)

    def build(self, landing: Path, *models: str) -> Build:
        """Build the models, and what they read, from a landing folder."""
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv("SCV_LANDING", str(landing))
            result = self._invoke("build", "--select", *(f"+{model}" for model in models))
        errors = tuple(
            str(node.message) for node in result.result.results if str(node.status) == "error"
        )
        return Build(errors, self.warehouse)

    def parents(self, model: str) -> set[str]:
        """The models that a model reads."""
        node = self.manifest.nodes[f"model.single_customer_view.{model}"]
        return {parent.split(".")[-1] for parent in node.depends_on.nodes}

    def _invoke(self, command: str, *options: str) -> Any:
        place = ("--project-dir", str(self.folder), "--profiles-dir", str(self.folder))
        result = self.runner.invoke([command, "--quiet", *place, *options])
        # The adapter is not annotated.
        DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
        if result.exception:
            raise result.exception
        return result

    def _drop_tests(self) -> None:
        """Keep of each twin what describes models and sources: parsing tests takes longer."""
        for file in [*self.folder.rglob("models/**/*.yml"), *self.folder.glob("seeds/*.yml")]:
            content = yaml.safe_load(file.read_text("utf-8"))
            content.pop("unit_tests", None)
            for node in [*content.get("models", []), *content.get("seeds", [])]:
                node.pop("data_tests", None)
                for column in node.get("columns", []):
                    column.pop("data_tests", None)
            file.write_text(yaml.safe_dump(content, sort_keys=False), "utf-8")

    def _write_project(self, variables: dict[str, Any]) -> None:
        project = yaml.safe_load((ROOT / "dbt_project.yml").read_text("utf-8"))
        scratch = {
            "name": project["name"],
            "version": "1.0",
            "profile": "scratch",
            "flags": {"send_anonymous_usage_stats": False},
            "seed-paths": ["seeds"],
            "vars": {**project["vars"], **variables},
            "models": {"+schema": "staging", "+materialized": "table"},
            "seeds": {"+schema": "rules"},
        }
        (self.folder / "dbt_project.yml").write_text(yaml.safe_dump(scratch), "utf-8")
        warehouse = {"type": "duckdb", "path": str(self.warehouse), "threads": 2}
        warehouse["settings"] = {"TimeZone": "UTC"}
        profile = {"scratch": {"target": "dev", "outputs": {"dev": warehouse}}}
        (self.folder / "profiles.yml").write_text(yaml.safe_dump(profile), "utf-8")


def copied_landing(folder: Path, *sources: str) -> Path:
    """A copy of the fixture deliveries of some sources, to be spoilt by a test."""
    for source in sources:
        shutil.copytree(FIXTURES / source, folder / source)
    return folder
