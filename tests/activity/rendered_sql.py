"""The SQL of the comparisons, without dbt, over campaigns that a test makes up.

The models are rendered once, as tests/project/claims.py does it, so that hundreds of invented
worlds cost seconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import jinja2
import pyarrow as pa

ROOT = Path(__file__).resolve().parents[2]
LIMITS = {
    "minimum_arm_count": 30.0,
    "minimum_expected_count": 5.0,
    "confidence_z": 1.959964,
    "power_z": 0.841621,
    "typical_relative_change": 0.3,
    "false_discovery_rate": 0.05,
}


def macro(name: str, *arguments: str) -> str:
    """A macro of macros/statistics as SQL."""
    text = (ROOT / f"macros/statistics/{name}.sql").read_text("utf-8")
    return str(getattr(_environment().from_string(text).make_module(), name)(*arguments))


@cache
def model(name: str) -> str:
    """A model of the segmentation folder as SQL, its inputs under their own names."""
    text = (ROOT / f"models/intermediate/segmentation/{name}.sql").read_text("utf-8")
    names = [path.stem for path in (ROOT / "macros/statistics").glob("*.sql")]
    macros = {name: _bound(name) for name in names}
    return (
        _environment()
        .from_string(text)
        .render(ref=lambda name: name, reaction_limit=lambda name: str(LIMITS[name]), **macros)
    )


def run(name: str, inputs: Mapping[str, Mapping[str, Any]], columns: str) -> dict[str, list[Any]]:
    """What a model returns of its inputs, both given as columns."""
    with duckdb.connect() as connection:
        for table, given in inputs.items():
            connection.register(table, pa.table(dict(given)))
        found = connection.execute(f"select {columns} from ({model(name)}) as result")
        names = [str(column[0]) for column in found.description]
        rows = found.fetchall()
    return {name: [row[place] for row in rows] for place, name in enumerate(names)}


def value(sql: str) -> float:
    """The value of an expression."""
    return values(f"select [cast({sql} as double)]")[0]


def values(query: str) -> list[float]:
    """The list that a query returns."""
    with duckdb.connect() as connection:
        row = connection.execute(query).fetchone()
    assert row is not None
    return [float(each) for each in row[0]]


def _bound(name: str) -> object:
    return lambda *arguments: macro(name, *arguments)


def _environment() -> jinja2.Environment:
    return jinja2.Environment(undefined=jinja2.StrictUndefined)
