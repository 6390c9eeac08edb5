"""A scratch dbt project of the materialization alone, which can be run again and again."""

import itertools
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner

MACROS = Path(__file__).parents[2] / "macros" / "materializations" / "connected_components"
Edge = tuple[Any, Any]


class ComponentsProject:
    """A project in a folder of its own, with nothing but the materialization's folder of macros."""

    def __init__(self, folder: Path, models: dict[str, str], *, is_portable: bool = False) -> None:
        """Write the project.

        Args:
            folder: An empty folder.
            models: SQL by model name.
            is_portable: Whether DuckDB takes what any other database would get.
        """
        self._folder = folder
        self._warehouse = folder / "warehouse.duckdb"
        self._manifest: Any = None
        shutil.copytree(MACROS, folder / "macros")
        if is_portable:
            for path in (folder / "macros").glob("*.sql"):
                if path.name != "contraction_hash.sql":
                    path.write_text(path.read_text().replace("duckdb__", "nowhere__"))
        (folder / "models").mkdir()
        for name, sql in models.items():
            (folder / "models" / f"{name}.sql").write_text(sql)
        (folder / "dbt_project.yml").write_text(
            "name: scratch\nversion: '1.0'\nprofile: scratch\n"
            "flags: {send_anonymous_usage_stats: false}\n"
        )
        (folder / "profiles.yml").write_text(
            "scratch:\n  target: dev\n  outputs:\n    dev:\n"
            f"      {{type: duckdb, path: '{self._warehouse}', threads: 1}}\n"
        )

    def replace_macro(self, file_name: str, old: str, new: str) -> None:
        """Change a macro of this project's copy; the text must be there once."""
        path = self._folder / "macros" / file_name
        text = path.read_text()
        assert text.count(old) == 1
        path.write_text(text.replace(old, new))
        self._manifest = None

    def execute(self, *statements: str, **tables: pa.Table) -> None:
        """Run statements on the warehouse; Arrow tables can be read by the names given."""
        with duckdb.connect(str(self._warehouse)) as connection:
            for name, table in tables.items():
                connection.register(name, table)
            for statement in statements:
                connection.execute(statement)

    def load(self, table: str, edges: Sequence[Edge]) -> None:
        """Put edges into a table of the warehouse."""
        left, right = zip(*edges, strict=True) if edges else ((), ())
        kind = pa.string() if edges and isinstance(left[0] or right[0], str) else pa.int64()
        arrow = pa.table({"left_id": pa.array(left, kind), "right_id": pa.array(right, kind)})
        self.execute(f"create or replace table {table} as from given", given=arrow)

    def rows(self, sql: str) -> list[Any]:
        """What a query returns."""
        with duckdb.connect(str(self._warehouse), read_only=True) as connection:
            return connection.sql(sql).fetchall()

    def components(self, model: str) -> dict[Any, Any]:
        """Vertex to component of a built model."""
        found = self.rows(f"select vertex_id, component_id from {model}")
        assert len(found) == len({vertex for vertex, _ in found}), "a vertex stands twice"
        return dict(found)

    def differences(self, model: str, wanted: dict[Any, Any]) -> list[tuple[Any, Any, Any]]:
        """The first vertices not in the wanted component: pytest would compare all for hours."""
        found = self.components(model)
        wrong = (
            (vertex, found.get(vertex), wanted.get(vertex))
            for vertex in found.keys() | wanted.keys()
            if found.get(vertex) != wanted.get(vertex)
        )
        return list(itertools.islice(wrong, 5))

    def run(self, *arguments: str) -> dict[str, str]:
        """Run dbt; give each model's message by name, empty where it succeeded."""
        runner = dbtRunner(manifest=self._manifest)
        folder = str(self._folder)
        options = ["--project-dir", folder, "--profiles-dir", folder, "--log-level", "none"]
        if self._manifest is None:
            self._manifest = runner.invoke(["parse", "--quiet", *options]).result
            runner = dbtRunner(manifest=self._manifest)
        finished = runner.invoke(["run", "--quiet", *options, *arguments])
        # The adapter is not annotated.
        DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
        if finished.exception is not None:
            raise finished.exception
        results: Any = finished.result
        return {
            result.node.name: "" if result.status == "success" else str(result.message)
            for result in results
        }

    def run_all(self, *arguments: str) -> None:
        """Run dbt; every model must succeed."""
        messages = [message for message in self.run(*arguments).values() if message]
        assert not messages, "\n".join(messages)
