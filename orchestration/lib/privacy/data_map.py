"""The record of processing (GDPR art. 30) as a page, written from what the project declares."""

from collections.abc import Callable
from itertools import groupby
from pathlib import Path

from orchestration.environment import PROJECT_DIR, Environment
from orchestration.lib.privacy.declarations import (
    DeclaredColumn,
    classes_by_name,
    purposes_by_name,
    read_columns,
    read_recipients,
)
from orchestration.lib.privacy.landing_tables import read_landing_tables

PAGE = PROJECT_DIR / "docs/data-map.md"

_HEAD = """# Data map: the record of processing

What each column of each mart holds and what it may be used for, who receives it, and where it
comes from (GDPR art. 30). This page is written by `python -m orchestration privacy data-map` from
the YAML of the models, of the sources and of the exposures; change those, not the page. A star
marks columns tagged as personal data (`pii`). What the purposes do to the SQL is in
[privacy](privacy.md).
"""


def data_map(
    _environment: Environment, *, on_wait: Callable[[str], object] = print, page: Path = PAGE
) -> str:
    """Write the page, and return a sentence that says so."""
    del on_wait
    page.write_text(draw(), encoding="utf-8")
    columns = read_columns()
    marts = {column.mart for column in columns}
    return f"Wrote {page.name}: {len(columns)} columns of {len(marts)} marts."


def draw() -> str:
    """Return the page as Markdown."""
    return "\n".join(
        [_HEAD, *_purposes(), *_classes(), *_recipients(), *_sources(), "## Marts", *_marts()]
    )


def _purposes() -> list[str]:
    rows = [
        f"| {name} | {row['legal_basis'].replace('_', ' ')} | {_permission(row)} "
        f"| {row['reason']} |"
        for name, row in purposes_by_name().items()
    ]
    return [
        "## Purposes",
        "| purpose | legal basis | what permits it | reason |",
        "|---|---|---|---|",
        *rows,
        "",
    ]


def _permission(purpose: dict[str, str]) -> str:
    level = purpose["permission_level"]
    if level == "customer":
        return f"`customers.{purpose['needs_permission']}`"
    return {"none": "-", "row": "consent by channel or device", "never": "nothing yet"}[level]


def _classes() -> list[str]:
    rows = [
        f"| {name} | {'yes' if row['is_personal'] == 'true' else 'no'} | {row['reason']} |"
        for name, row in classes_by_name().items()
    ]
    return ["## Classes", "| class | personal | what belongs to it |", "|---|---|---|", *rows, ""]


def _recipients() -> list[str]:
    rows = [
        f"| {recipient.texts['en']} | {recipient.kind} | {', '.join(recipient.purposes)} | "
        f"{', '.join(recipient.marts)} |"
        for recipient in read_recipients()
    ]
    return [
        "## Recipients",
        "| recipient | kind | purposes | marts |",
        "|---|---|---|---|",
        *rows,
        "",
    ]


def _sources() -> list[str]:
    rows = [
        f"| {table.source} | {table.table} | "
        + (table.nobody or ", ".join((*table.personal, *table.about)) or "-")
        + " |"
        for table in read_landing_tables().values()
    ]
    return [
        "## Where it comes from",
        "| source | table | columns tagged as personal |",
        "|---|---|---|",
        *rows,
        "",
    ]


def _marts() -> list[str]:
    lines: list[str] = []
    for mart, columns in groupby(read_columns(), key=lambda column: column.mart):
        lines += [
            "",
            f"### {mart}",
            "| columns | class | purposes |",
            "|---|---|---|",
            *(
                f"| {', '.join(_starred(column) for column in alike)} | {data_class} | "
                f"{', '.join(purposes)} |"
                for (data_class, purposes), alike in _grouped(list(columns))
            ),
        ]
    return [*lines, ""]


def _grouped(
    columns: list[DeclaredColumn],
) -> list[tuple[tuple[str, tuple[str, ...]], list[DeclaredColumn]]]:
    groups: dict[tuple[str, tuple[str, ...]], list[DeclaredColumn]] = {}
    for column in columns:
        groups.setdefault((column.data_class, column.purposes), []).append(column)
    return list(groups.items())


def _starred(column: DeclaredColumn) -> str:
    return f"{column.name}*" if column.is_pii else column.name
