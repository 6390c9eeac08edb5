"""Runs a model's own SQL on a few rows, without dbt: refs become tables of the same name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import jinja2

ROOT = Path(__file__).parents[2] / "models" / "intermediate"


def rows_of_model(
    folder: str, model: str, tables: dict[str, tuple[str, list[Any]]], **macros: Any
) -> dict[Any, dict[str, Any]]:
    """The rows of a model by their first column, when its refs hold `tables`.

    Args:
        folder: The folder of the model under `models/intermediate`.
        model: Its name.
        tables: By name, the columns with their types, and the rows as tuples.
        macros: What else the model's template calls.
    """
    text = (ROOT / folder / f"{model}.sql").read_text("utf-8")
    query = jinja2.Template(text).render(ref=lambda name: name, **macros)
    connection = duckdb.connect()
    try:
        for name, (columns, rows) in tables.items():
            connection.execute(f"create table {name} ({columns})")
            if rows:
                places = ", ".join("?" for _ in rows[0])
                connection.executemany(f"insert into {name} values ({places})", rows)
        result = connection.sql(query)
        return {row[0]: dict(zip(result.columns, row, strict=True)) for row in result.fetchall()}
    finally:
        connection.close()
