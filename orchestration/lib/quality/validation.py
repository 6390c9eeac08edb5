"""Runs Great Expectations against DuckDB and says in words what it found.

Nothing is kept between two validations: no context on disk, no connection, no lock. Great
Expectations takes some seconds to import, so this module is imported by the checks that run and
not by Dagster's definitions.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import great_expectations as gx
from great_expectations.core.batch_definition import BatchDefinition
from great_expectations.core.expectation_validation_result import ExpectationValidationResult
from great_expectations.data_context.types.base import ProgressBarsConfig
from great_expectations.datasource.fluent.sql_datasource import SQLDatasource
from great_expectations.expectations.expectation import Expectation
from sqlalchemy.pool import NullPool

from orchestration.lib.dbt.manifest import Relation
from orchestration.lib.quality import gx_dialect
from orchestration.lib.quality.findings import Finding


def validate_table(
    warehouse: Path, relation: Relation, expectations: Iterable[Expectation]
) -> list[Finding]:
    """Judge a table of a DuckDB file, which is opened read-only and closed again."""
    source = _open(f"duckdb+gx:///{warehouse}", {"read_only": True, "schema": relation.schema})
    asset = source.add_table_asset(str(relation), table_name=relation.name)
    return _validate(source, asset.add_batch_definition_whole_table("all"), expectations)


def validate_query(query: str, expectations: Iterable[Expectation]) -> list[Finding]:
    """Judge the rows of a query over files, such as an extract that was never loaded."""
    source = _open("duckdb+gx:///:memory:", {})
    asset = source.add_query_asset("query", query=query)
    return _validate(source, asset.add_batch_definition_whole_table("all"), expectations)


def _open(connection_string: str, connect_arguments: dict[str, bool | str]) -> SQLDatasource:
    """Open a throw-away context on a database, without a pool that would keep its file locked."""
    gx_dialect.register()
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    source = SQLDatasource(
        name="warehouse",
        connection_string=connection_string,
        create_temp_table=False,
        kwargs={"connect_args": connect_arguments, "poolclass": NullPool},
    )
    context.add_datasource(datasource=source)
    return source


def _validate(
    source: SQLDatasource, batch: BatchDefinition[Any], expectations: Iterable[Expectation]
) -> list[Finding]:
    suite = gx.ExpectationSuite(name="expectations", expectations=list(expectations))
    try:
        return [_finding(result) for result in batch.get_batch().validate(suite).results]
    finally:
        source.get_engine().dispose()


def _finding(result: ExpectationValidationResult) -> Finding:
    config = result.expectation_config
    if config is None:
        raise ValueError("Great Expectations gave a result without saying of what.")
    columns = [
        str(value) for name, value in config.kwargs.items() if name.lower().startswith("column")
    ]
    rule = config.type.removeprefix("expect_").replace("_", " ")
    return Finding(
        expectation=config.description or " ".join([*columns, f"({rule})"]).strip(),
        has_passed=bool(result.success),
        detail=_detail(result),
    )


def _detail(result: ExpectationValidationResult) -> str:
    error = (result.exception_info or {}).get("exception_message")
    if error:
        return str(error).strip().splitlines()[0]
    seen = result.result or {}
    if "unexpected_count" in seen:
        return f"{seen['unexpected_count']} of {seen['element_count']} rows"
    return f"observed {seen.get('observed_value')}"
