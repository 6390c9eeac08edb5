"""Runs single models of segmentation on an in-memory DuckDB, without dbt's start."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import duckdb
import jinja2

ROOT = Path(__file__).parents[2]
MODELS = ROOT / "models" / "intermediate" / "segmentation"
MACROS = ROOT / "macros" / "segmentation"


class _Dbt:
    """The macros of dbt that these models use, as they read on DuckDB."""

    @staticmethod
    def hash(expression: str) -> str:
        return f"md5({expression})"

    @staticmethod
    def type_string() -> str:
        return "varchar"


def render(model: str, as_of: str, *, this: str = "", **macros: Any) -> str:
    """The SQL of a model; a reference is a table of the same name.

    Args:
        model: The model's name.
        as_of: The moment the run describes.
        this: The model's own table, where it stands already.
        macros: Macros of the project, by name.
    """
    environment = jinja2.Environment(extensions=["jinja2.ext.do"], undefined=jinja2.StrictUndefined)
    template = environment.from_string((MODELS / f"{model}.sql").read_text("utf-8"))
    return template.render(
        ref=lambda name: name,
        config=lambda **_: "",
        as_of=lambda: f"cast('{as_of}' as timestamp)",
        dbt=_Dbt,
        is_incremental=lambda: bool(this),
        this=this,
        **macros,
    )


def empty_log(name: str) -> str:
    """What a macro of the project reads before the first run."""
    text = (MACROS / f"{name}.sql").read_text("utf-8")
    text = re.sub(r"\{%(-?)\s*set relation.*?%\}", "", text)
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined)
    environment.globals.update(relation=None, execute=True, dbt=_Dbt)
    module = environment.from_string(text).make_module()
    return str(getattr(module, name)())


def tables(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """The names of the tables that stand."""
    return {str(row[0]) for row in connection.execute("show tables").fetchall()}
