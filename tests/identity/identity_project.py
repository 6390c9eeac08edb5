"""A scratch dbt project of the identity layer alone, fed with observations instead of sources."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import yaml
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner

ROOT = Path(__file__).resolve().parents[2]
MACROS = ("cross_db", "identity", "materializations", "normalization", "privacy", "project")
MARTS = (
    "customer_devices",
    "customer_identifiers",
    "customer_identifiers_history",
    "customer_redirects",
    "identity_events",
    "visitors",
)
TIMES = pa.timestamp("us")
INPUTS: dict[str, pa.Schema] = {
    "input__identifier_observations": pa.schema(
        {
            "observation_id": pa.string(),
            "source_name": pa.string(),
            "source_record_id": pa.string(),
            "record_kind": pa.string(),
            "identifier_role": pa.string(),
            "identifier_type": pa.string(),
            "raw_value": pa.string(),
            "is_verified": pa.bool_(),
            "is_sign_out": pa.bool_(),
            "has_tracer_consent": pa.bool_(),
            "country_code": pa.string(),
            "occurred_at": TIMES,
            "last_occurred_at": TIMES,
            "record_count": pa.int64(),
            "ingested_at": TIMES,
        }
    ),
    "input__attributes": pa.schema(
        {
            "source_record_id": pa.string(),
            "attribute_name": pa.string(),
            "attribute_value": pa.string(),
            "value_kind": pa.string(),
            "occurred_at": TIMES,
        }
    ),
    "input__privacy_requests": pa.schema(
        {
            "request_id": pa.string(),
            "request_type": pa.string(),
            "identifier_type": pa.string(),
            "identifier_value": pa.string(),
            "status": pa.string(),
            "requested_at": TIMES,
        }
    ),
    "input__consents": pa.schema(
        {
            "consent_id": pa.string(),
            "identifier_type": pa.string(),
            "identifier_value": pa.string(),
            "purpose": pa.string(),
            "decision": pa.string(),
            "decided_at": TIMES,
            "ingested_at": TIMES,
        }
    ),
    "input__identity_decisions": pa.schema(
        {
            "decision_id": pa.string(),
            "source_record_id": pa.string(),
            "decision": pa.string(),
            "left_type": pa.string(),
            "left_value": pa.string(),
            "right_type": pa.string(),
            "right_value": pa.string(),
            "reason": pa.string(),
            "decided_by": pa.string(),
            "is_withdrawn": pa.bool_(),
            "decided_at": TIMES,
        }
    ),
    "run_clock": pa.schema({"as_of_at": TIMES}),
}
Rows = Mapping[str, Sequence[Mapping[str, Any]]]


class IdentityProject:
    """The identity models of the project over tables that a test fills; parsed once, run often."""

    def __init__(self, folder: Path, seeds: Mapping[str, str] | None = None) -> None:
        """Make the project in a folder; `seeds` replaces rule files by name."""
        self.folder = folder
        self.warehouse = folder / "warehouse.duckdb"
        for macros in MACROS:
            shutil.copytree(ROOT / "macros" / macros, folder / "macros" / macros)
        (folder / "macros/project/create_engine_tables.sql").unlink()
        shutil.copytree(
            ROOT / "models/intermediate/identity",
            folder / "models/identity",
            ignore=shutil.ignore_patterns("*.yml", "*.md"),
        )
        (folder / "models/marts").mkdir()
        for mart in MARTS:
            shutil.copy(ROOT / f"models/marts/customer/{mart}.sql", folder / "models/marts")
        shutil.copytree(ROOT / "seeds/rules", folder / "seeds")
        for name, text in (seeds or {}).items():
            (folder / "seeds" / f"{name}.csv").write_text(text, "utf-8")
        for name in INPUTS:
            model = f"select * from {{{{ source('given', '{name}') }}}}\n"
            (folder / "models" / f"{name}.sql").write_text(model, "utf-8")
        (folder / "models/_given.yml").write_text(
            yaml.safe_dump(
                {"sources": [{"name": "given", "tables": [{"name": name} for name in INPUTS]}]}
            ),
            "utf-8",
        )
        project = yaml.safe_load((ROOT / "dbt_project.yml").read_text("utf-8"))
        (folder / "dbt_project.yml").write_text(
            yaml.safe_dump(
                {
                    "name": "scratch",
                    "profile": "scratch",
                    "flags": {"send_anonymous_usage_stats": False},
                    "vars": {
                        name: project["vars"][name]
                        for name in (
                            "as_of",
                            "default_country",
                            "store_time_zone",
                            "unknown_tracer_consent",
                        )
                    },
                    "models": {
                        "+materialized": "table",
                        "scratch": {
                            "identity": {"+schema": "identity"},
                            "marts": {"+schema": "marts"},
                        },
                    },
                    "seeds": {"+schema": "rules"},
                }
            ),
            "utf-8",
        )
        target = {"type": "duckdb", "path": str(self.warehouse), "threads": 2}
        (folder / "profiles.yml").write_text(
            yaml.safe_dump({"scratch": {"target": "dev", "outputs": {"dev": target}}}), "utf-8"
        )
        self._invoke("seed")

    def run(self, rows: Rows, as_of: datetime, *options: str) -> duckdb.DuckDBPyConnection:
        """Run every model over the given rows; the connection to the result is the caller's."""
        given: dict[str, Sequence[Mapping[str, Any]]] = {**rows, "run_clock": [{"as_of_at": as_of}]}
        with duckdb.connect(str(self.warehouse)) as connection:
            connection.execute("create schema if not exists given")
            for name, schema in INPUTS.items():
                table = pa.Table.from_pylist([dict(row) for row in given.get(name, ())], schema)
                connection.register("arriving", table)
                connection.execute(f"create or replace table given.{name} as from arriving")
                connection.unregister("arriving")
        self._invoke("run", *options)
        return duckdb.connect(str(self.warehouse), read_only=True)

    def _invoke(self, *command: str) -> None:
        folder = str(self.folder)
        result = dbtRunner().invoke(
            [*command, "--quiet", "--project-dir", folder, "--profiles-dir", folder]
        )
        # The adapter is not annotated.
        DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
        if not result.success:
            nodes = getattr(result.result, "results", [])
            failed = [f"{node.node.name}: {node.message}" for node in nodes if node.message]
            raise RuntimeError("\n".join(failed[-5:]) or str(result.exception))
