"""What the project's YAML and seeds declare of personal data: classes, purposes, recipients.

The files are read as they lie, not dbt's manifest, so that the answer needs no run and no parse.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from orchestration.environment import PROJECT_DIR


@dataclass(frozen=True)
class DeclaredColumn:
    """A column of a mart, and what its YAML says it is and is for."""

    mart: str
    name: str
    data_class: str
    purposes: tuple[str, ...]
    is_pii: bool


@dataclass(frozen=True)
class Recipient:
    """Somebody who receives marts: an exposure of the project.

    Attributes:
        name: The exposure's name.
        kind: `export` when the data leaves the house, `display` when the person sees it,
            `internal` otherwise.
        purposes: What it receives them for.
        texts: The recipient in words, by language (`fr`, `en`).
        marts: The marts it receives.
    """

    name: str
    kind: str
    purposes: tuple[str, ...]
    texts: dict[str, str]
    marts: tuple[str, ...]


@cache
def read_columns(project: Path = PROJECT_DIR) -> tuple[DeclaredColumn, ...]:
    """Return the columns of all marts, in the order of files and columns."""
    return tuple(
        _column(model["name"], column)
        for file in sorted((project / "models/marts").glob("*/*.yml"))
        for model in _read(file).get("models", ())
        for column in model.get("columns", ())
    )


@cache
def read_recipients(project: Path = PROJECT_DIR) -> tuple[Recipient, ...]:
    """Return those who receive marts."""
    exposures = _read(project / "models/marts/_exposures.yml")["exposures"]
    return tuple(_recipient(exposure) for exposure in exposures)


@cache
def read_rules(name: str, project: Path = PROJECT_DIR) -> tuple[dict[str, str], ...]:
    """Return the rows of a seed of rules, in the file's order."""
    with (project / f"seeds/rules/{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def purposes_by_name() -> dict[str, dict[str, str]]:
    """Return the processing purposes by their name."""
    return {row["purpose"]: row for row in read_rules("processing_purposes")}


def classes_by_name() -> dict[str, dict[str, str]]:
    """Return the classes of data by their name."""
    return {row["data_class"]: row for row in read_rules("data_classes")}


def _column(mart: str, column: dict[str, Any]) -> DeclaredColumn:
    meta = column.get("config", {}).get("meta", {})
    return DeclaredColumn(
        mart=mart,
        name=column["name"],
        data_class=meta.get("data_class", ""),
        purposes=tuple(meta.get("purposes", ())),
        is_pii=bool(meta.get("pii")),
    )


def _recipient(exposure: dict[str, Any]) -> Recipient:
    meta = exposure.get("config", {}).get("meta", {})
    return Recipient(
        name=exposure["name"],
        kind=meta.get("kind", ""),
        purposes=tuple(meta.get("purposes", ())),
        texts={language: meta.get(f"recipient_{language}", "") for language in ("fr", "en")},
        marts=tuple(reference.split("'")[1] for reference in exposure["depends_on"]),
    )


def _read(file: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
    return content
