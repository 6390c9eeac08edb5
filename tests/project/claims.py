"""Runs a dbt test's own SQL on a few planted rows, so that it can be seen to fail."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import duckdb
import jinja2

from orchestration.lib.privacy.declarations import purposes_by_name, read_columns
from tests.project.consent_world import render_macro

# Tables by name, each as the rows of a `values` list with its column names.
Tables = dict[str, tuple[str, list[str]]]


def failures_of_claim(file: Path, tables: Tables) -> int:
    """How many rows a singular test returns when its models hold `tables`."""
    template = _environment().from_string(file.read_text("utf-8"))
    query = template.render(
        ref=lambda name: name,
        config=lambda **_: "",
        as_of=_as_of,
        dbt=_DbtMacros,
        consents_at=partial(render_macro, "consents_at"),
        permissions_of_columns=_permissions_of_columns,
    )
    return _count(query, tables)


def failures_of_generic_test(file: Path, table: tuple[str, list[str]], **arguments: object) -> int:
    """How many rows a generic test returns on a model that holds `table`."""
    text = re.sub(r"\{%(-?)\s*test\b", r"{%\1 macro", file.read_text("utf-8"))
    text = re.sub(r"\bendtest\b", "endmacro", text)
    module = _environment().from_string(text).make_module()
    query = str(getattr(module, file.stem)(model="model", **arguments))
    return _count(query, {"model": table})


def _environment() -> jinja2.Environment:
    return jinja2.Environment(extensions=["jinja2.ext.do"], undefined=jinja2.StrictUndefined)


def _as_of() -> str:
    return "cast('2026-01-01' as timestamp)"


def _permissions_of_columns(model: str) -> dict[str, list[str]]:
    """The macro of this name: which permissions of the customer a column needs."""
    needed = {name: row["needs_permission"] for name, row in purposes_by_name().items()}
    found = {
        column.name: [needed[purpose] for purpose in column.purposes if needed[purpose]]
        for column in read_columns()
        if column.mart == model
    }
    return {column: permissions for column, permissions in found.items() if permissions}


class _DbtMacros:
    """The macros of dbt that singular tests use, as they read on DuckDB."""

    @staticmethod
    def dateadd(part: str, count: str, moment: str) -> str:
        """A moment moved by so many days; other parts are not needed yet."""
        assert part == "day"
        return f"({moment} + to_days(cast({count} as integer)))"


def _count(query: str, tables: Tables) -> int:
    with duckdb.connect() as connection:
        for name, (columns, rows) in tables.items():
            values = (
                ", ".join(rows) if rows else f"({', '.join(['null'] * len(columns.split(',')))})"
            )
            nothing = "" if rows else " where false"
            connection.execute(
                f"create table {name} as select * from (values {values}) as t({columns}){nothing}"
            )
        return len(connection.execute(query).fetchall())
