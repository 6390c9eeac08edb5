"""A dbt project with nothing but the materialization, timed by dbt's own clock."""

import shutil
from pathlib import Path
from typing import Any

from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner

MACROS = Path(__file__).parents[2] / "macros" / "materializations" / "connected_components"
MODEL = """
-- depends_on: {{ ref('changes') }}
{{ config(materialized='connected_components', changes='changes') }}
select left_id, right_id from warehouse.main.links
"""
CHANGES = "{{ config(materialized='view') }} select left_id, right_id, change from changed"


class Project:
    """Builds the table `components` from the table `links` of a warehouse."""

    def __init__(self, folder: Path, warehouse: Path, memory_limit: str | None = None) -> None:
        """Write the project.

        Args:
            folder: An empty folder.
            warehouse: A DuckDB file called warehouse.duckdb with the tables `links`, all links
                there are, and `changed`, what the last batch added and removed.
            memory_limit: DuckDB's setting of that name.
        """
        self._folder = folder
        shutil.copytree(MACROS, folder / "macros")
        (folder / "models").mkdir()
        (folder / "models" / "components.sql").write_text(MODEL)
        (folder / "models" / "changes.sql").write_text(CHANGES)
        (folder / "dbt_project.yml").write_text(
            "name: clusters\nversion: '1.0'\nprofile: clusters\n"
            "flags: {send_anonymous_usage_stats: false}\n"
        )
        limit = f", memory_limit: {memory_limit}" if memory_limit else ""
        (folder / "profiles.yml").write_text(
            "clusters:\n  target: dev\n  outputs:\n    dev:\n"
            f"      {{type: duckdb, path: '{warehouse}', threads: 1, "
            "settings: {threads: 2, preserve_insertion_order: false"
            f"{limit}}}}}\n"
        )

    def build(self, *, is_full_refresh: bool) -> float:
        """Build the table; give the seconds that the model took."""
        arguments = ["run", "--quiet", "--log-level", "none", "--log-level-file", "none"]
        arguments += ["--project-dir", str(self._folder), "--profiles-dir", str(self._folder)]
        if is_full_refresh:
            arguments.append("--full-refresh")
        finished = dbtRunner().invoke(arguments)
        # The adapter is not annotated.
        DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
        if finished.exception is not None:
            raise finished.exception
        results: Any = finished.result
        if not finished.success:
            raise SystemExit("\n".join(str(result.message) for result in results))
        return sum(float(r.execution_time) for r in results if r.node.name == "components")
