"""The next question, which Python asks and SQL decides."""

import dagster as dg
from dagster_dbt import get_asset_key_for_model

from orchestration.defs.warehouse.assets import customer_models, engine_key
from orchestration.defs.warehouse.resources import Warehouse
from orchestration.lib.profiling.next_questions import compute_next_questions
from orchestration.lib.warehouse.clock import parse_moment
from orchestration.lib.warehouse.connection import writing

_READ = (
    "customers",
    "int_profile__attributes_survived",
    "input__answers",
    "int_identity__records_resolved",
    "run_clock",
    "questions",
    "question_limits",
)


@dg.asset(
    key=engine_key("next_questions"),
    deps=[get_asset_key_for_model([customer_models], name) for name in _READ],
    group_name="profiling",
    kinds={"duckdb", "sql"},
)
def next_questions(warehouse: Warehouse) -> dg.MaterializeResult[None]:
    """What should each customer be asked next, where, and why; or why nothing?"""
    with writing(warehouse.environment) as connection:
        outcome = compute_next_questions(connection, parse_moment(warehouse.as_of))
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": outcome.customers,
            "customers_with_a_question": outcome.asked,
            "customers_by_question": dg.MetadataValue.json(outcome.by_question),
            "silent_customers_by_rule": dg.MetadataValue.json(outcome.by_rule),
        }
    )


ASSETS = [next_questions]
