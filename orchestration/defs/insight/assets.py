"""The statistics of profiling: SQL counts, Python tests, SQL tells."""

import dagster as dg
from dagster_dbt import get_asset_key_for_model

from orchestration.defs.warehouse.assets import customer_models, engine_key
from orchestration.defs.warehouse.resources import Warehouse
from orchestration.lib.insight.correlation_tests import compute_correlation_tests
from orchestration.lib.insight.trait_tests import compute_trait_tests
from orchestration.lib.warehouse.connection import writing


@dg.asset(
    key=engine_key("trait_tests"),
    deps=[
        get_asset_key_for_model([customer_models], name)
        for name in ("int_insight__contingency", "profiling_limits")
    ],
    group_name="insight",
    kinds={"duckdb", "python"},
)
def trait_tests(warehouse: Warehouse) -> dg.MaterializeResult[None]:
    """Which traits tell the people of each target from its base, and how sure is that?"""
    with writing(warehouse.environment) as connection:
        verdicts = compute_trait_tests(connection)
    return dg.MaterializeResult(metadata={"tests_by_verdict": dg.MetadataValue.json(verdicts)})


@dg.asset(
    key=engine_key("correlation_tests"),
    deps=[
        get_asset_key_for_model([customer_models], name)
        for name in ("int_insight__measures_correlated", "profiling_limits")
    ],
    group_name="insight",
    kinds={"duckdb", "python"},
)
def correlation_tests(warehouse: Warehouse) -> dg.MaterializeResult[None]:
    """Which behaviours go together, within the base and within each segment?"""
    with writing(warehouse.environment) as connection:
        verdicts = compute_correlation_tests(connection)
    return dg.MaterializeResult(metadata={"tests_by_verdict": dg.MetadataValue.json(verdicts)})


ASSETS = [trait_tests, correlation_tests]
