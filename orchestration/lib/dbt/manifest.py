"""dbt's manifest: whether it still describes the project, and which tables are for publication."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_FILES = ("dbt_project.yml", "profiles.yml")
_FOLDERS = ("models", "macros", "seeds/rules", "tests/generic", "tests/singular")
_STORED = ("table", "incremental", "view")


@dataclass(frozen=True, order=True)
class Relation:
    """A table of the warehouse."""

    schema: str
    name: str

    def __str__(self) -> str:
        return f"{self.schema}.{self.name}"


def is_stale(manifest: Path, project: Path) -> bool:
    """Tell whether a file of the project is newer than the manifest, or there is no manifest.

    Only times are compared, so this costs milliseconds where parsing costs seconds.
    """
    if not manifest.exists():
        return True
    parsed_at = manifest.stat().st_mtime
    return any(path.stat().st_mtime > parsed_at for path in _project_files(project))


def read_manifest(manifest: Path) -> dict[str, Any]:
    """Return a manifest as dbt wrote it."""
    content: dict[str, Any] = json.loads(manifest.read_text(encoding="utf-8"))
    return content


def marts(manifest: Mapping[str, Any]) -> list[Relation]:
    """Return the tables that are for publication: whatever lies under models/marts."""
    return sorted(
        Relation(schema=node["schema"], name=node["alias"])
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model"
        and node["original_file_path"].startswith("models/marts/")
        and node["config"]["materialized"] in _STORED
    )


def _project_files(project: Path) -> Iterator[Path]:
    for name in _FILES:
        yield project / name
    for folder in _FOLDERS:
        # Folders count too: removing a file changes nothing but the time of its folder.
        yield project / folder
        yield from (project / folder).rglob("*")
