"""What the sources' own YAML says of their tables: which record a row is part of, which columns
hold personal data, and whom they are about.

The YAML files are read rather than dbt's manifest, so that the answer is there before any run and
also for a source that is switched off.
"""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from orchestration.environment import PROJECT_DIR


@dataclass(frozen=True)
class LandingTable:
    """A table that a source delivers.

    Attributes:
        source: The source's name.
        table: The table's name.
        labels: The source's name for the person concerned, by language (`fr`, `en`).
        record_prefix: What the ids of its records begin with.
        key: The columns that follow in the id of the record.
        nobody: Why its rows are about nobody; empty where they are about people.
        personal: Its columns with personal data of the person the record is about.
        about: Whom a column is about, where that is not this person.
        json_columns: Its columns that hold JSON.
    """

    source: str
    table: str
    labels: dict[str, str]
    record_prefix: str
    key: tuple[str, ...]
    nobody: str = ""
    personal: tuple[str, ...] = ()
    about: dict[str, str] = field(default_factory=dict)
    json_columns: frozenset[str] = frozenset()

    @property
    def base_name(self) -> str:
        """The staging table that holds every delivered row."""
        return f"base_{self.source}__{self.table}"

    def record_id(self, relation: str) -> str:
        """The id of a row's source record, as an SQL expression (see `macros/staging`)."""
        parts = " || '|' || ".join(f'cast({relation}."{name}" as varchar)' for name in self.key)
        return f"'{self.record_prefix}' || {parts}"


@cache
def read_landing_tables(project: Path = PROJECT_DIR) -> dict[str, LandingTable]:
    """Return the tables of all sources, by the name of their staging table."""
    tables = [
        _landing_table(source, table)
        for file in sorted((project / "models/staging").glob("*/_*__sources.yml"))
        for source in yaml.safe_load(file.read_text(encoding="utf-8"))["sources"]
        for table in source["tables"]
    ]
    return {table.base_name: table for table in tables}


def _landing_table(source: dict[str, Any], table: dict[str, Any]) -> LandingTable:
    meta = _meta(table)
    columns = {column["name"]: _meta(column) for column in table["columns"]}
    record_table = meta.get("part_of", table["name"])
    return LandingTable(
        source=source["name"],
        table=table["name"],
        labels={
            language: _meta(source).get(f"label_{language}", source["name"])
            for language in ("fr", "en")
        },
        record_prefix=f"{source['name']}.{record_table}:",
        key=tuple(meta.get("part_key") or [name for name in columns if columns[name].get("key")]),
        nobody=meta.get("nobody", ""),
        personal=tuple(
            name for name, its in columns.items() if its.get("pii") and not its.get("about")
        ),
        about={name: its["about"] for name, its in columns.items() if its.get("about")},
        json_columns=frozenset(
            column["name"] for column in table["columns"] if column["data_type"] == "json"
        ),
    )


def _meta(node: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = node.get("config", {}).get("meta", {})
    return found
