"""The next question, which Python asks and SQL decides."""

from collections.abc import Iterator

import dagster as dg
from dagster_dbt import get_asset_key_for_model

from orchestration.defs.warehouse.assets import customer_models, engine_key
from orchestration.defs.warehouse.resources import Warehouse
from orchestration.lib.profiling.next_questions import compute_next_questions
from orchestration.lib.warehouse.clock import parse_moment
from orchestration.lib.warehouse.connection import writing

_READ = (
    "customers",
    "int_activity__categories_viewed",
    "int_identity__records_resolved",
    "int_profile__answers_offered",
    "int_profile__attributes_survived",
    "int_profile__preferences",
    "input__answers",
    "guessed_attributes",
    "question_limits",
    "question_prerequisites",
    "question_uses",
    "questions",
    "run_clock",
)
_LEARNED = (
    "customer_responses",
    "gain_factors",
    "guess_reliability",
    "response_cells",
    "response_effects",
    "trait_classes",
    "trait_values",
)


_QUESTIONS = {
    "next_questions": "What should each customer be asked next, where, and why; or why nothing?",
    "question_choices": "Which question was chosen on which day, and how likely was that?",
    "question_verdicts": "What stands against each question, for how many customers?",
}


@dg.multi_asset(
    specs=[
        dg.AssetSpec(
            engine_key(table),
            description=question,
            deps=[
                *(get_asset_key_for_model([customer_models], name) for name in _READ),
                *(engine_key(name) for name in _LEARNED),
            ],
            group_name="profiling",
            kinds={"duckdb", "sql"},
        )
        for table, question in _QUESTIONS.items()
    ],
)
def next_questions(warehouse: Warehouse) -> Iterator[dg.MaterializeResult[None]]:
    """What is asked next, and why."""
    with writing(warehouse.environment) as connection:
        outcome = compute_next_questions(connection, parse_moment(warehouse.as_of))
    yield dg.MaterializeResult(
        asset_key=engine_key("next_questions"),
        metadata={
            "dagster/row_count": outcome.customers,
            "customers_with_a_question": outcome.asked,
            "customers_by_question": dg.MetadataValue.json(outcome.by_question),
            "silent_customers_by_rule": dg.MetadataValue.json(outcome.by_rule),
        },
    )
    yield dg.MaterializeResult(asset_key=engine_key("question_choices"))
    yield dg.MaterializeResult(asset_key=engine_key("question_verdicts"))


ASSETS = [next_questions]
