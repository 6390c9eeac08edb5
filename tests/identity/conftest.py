"""A scratch dbt project that holds nothing but the macros and models under test."""

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner

ROOT = Path(__file__).parents[2]
Build = Callable[[dict[str, str], list[str]], duckdb.DuckDBPyConnection]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Runs models (name to SQL) after set-up statements; gives a connection to the result."""

    def run(models: dict[str, str], setup: list[str]) -> duckdb.DuckDBPyConnection:
        (tmp_path / "models").mkdir()
        for folder in ("materializations", "normalization", "cross_db", "profile", "segmentation"):
            shutil.copytree(ROOT / "macros" / folder, tmp_path / "macros" / folder)
        shutil.copy(ROOT / "macros" / "project" / "as_of.sql", tmp_path / "macros")
        for name, sql in models.items():
            (tmp_path / "models" / f"{name}.sql").write_text(sql)
        (tmp_path / "dbt_project.yml").write_text(
            "name: scratch\nversion: '1.0'\nprofile: scratch\n"
            "flags: {send_anonymous_usage_stats: false}\n"
            "vars: {default_country: FR, as_of: '2026-01-01T00:00:00'}\n"
        )
        warehouse = tmp_path / "warehouse.duckdb"
        (tmp_path / "profiles.yml").write_text(
            "scratch:\n  target: dev\n  outputs:\n    dev:\n"
            f"      type: duckdb\n      path: {warehouse}\n      threads: 2\n"
        )
        with duckdb.connect(str(warehouse)) as connection:
            for statement in setup:
                connection.execute(statement)
        result = dbtRunner().invoke(
            ["run", "--quiet", "--project-dir", str(tmp_path), "--profiles-dir", str(tmp_path)]
        )
        # The adapter is not annotated.
        DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
        if not result.success:
            nodes = getattr(result.result, "results", [])
            messages = [str(node.message) for node in nodes]
            raise RuntimeError("\n".join(messages) or str(result.exception))
        return duckdb.connect(str(warehouse), read_only=True)

    return run
