"""What answers teach: SQL collects the asks of the past, and Python learns from them."""

from collections.abc import Iterator

import dagster as dg
from dagster_dbt import get_asset_key_for_model

from orchestration.defs.warehouse.assets import customer_models, engine_key
from orchestration.defs.warehouse.resources import Warehouse
from orchestration.lib.profiling.learning.examination import Judgement
from orchestration.lib.profiling.learning.lessons import learn
from orchestration.lib.profiling.next_questions import prepare
from orchestration.lib.profiling.traits import learn_traits
from orchestration.lib.warehouse.clock import moment_of_run, parse_moment
from orchestration.lib.warehouse.connection import writing

_READ = (
    "customers",
    "customer_lifecycle_history",
    "int_profile__answers_offered",
    "int_profile__attributes_survived",
    "int_profile__preferences",
    "input__answers",
    "int_identity__records_resolved",
    "run_clock",
    "guessed_attributes",
    "lifecycle_stages",
    "questions",
    "question_limits",
    "question_prerequisites",
    "question_uses",
)
_QUESTIONS = {
    "trait_classes": "What kinds of customers are there?",
    "trait_values": "What is likely of each kind?",
    "response_cells": "How likely is each question answered, and refused, by stage and channel?",
    "response_effects": "How much readier to answer is a customer who has answered before?",
    "response_quality": "Are questions answered as often as was predicted?",
    "guess_reliability": "How often is what behaviour shows what the customer says?",
    "customer_responses": "How ready is each customer to answer, by the asks of the past?",
    "gain_factors": "How often did answers change what is done, against what was expected?",
}


@dg.multi_asset(
    specs=[
        dg.AssetSpec(
            engine_key(table),
            description=question,
            deps=[get_asset_key_for_model([customer_models], name) for name in _READ],
            group_name="profiling",
            kinds={"duckdb", "python"},
        )
        for table, question in _QUESTIONS.items()
    ],
    check_specs=[
        dg.AssetCheckSpec(
            "response_rates_beat_the_baselines",
            asset=engine_key("response_quality"),
            description="Do the learned rates predict later asks better than the catalogue's, and "
            "than the share of each question?",
        )
    ],
)
def question_learning(
    warehouse: Warehouse,
) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
    """What did the answers of the past teach?"""
    with writing(warehouse.environment) as connection:
        moment = parse_moment(warehouse.as_of) or moment_of_run(connection)
        outcome = learn(connection, moment)
        prepare(connection, moment)
        kinds = learn_traits(connection)
    for table in _QUESTIONS:
        yield dg.MaterializeResult(
            asset_key=engine_key(table),
            metadata={"asks_learned_from": outcome.asks, "kinds_of_customers": kinds},
        )
    losses = {
        f"{judgement.outcome}, {judgement.predictor}": judgement.measures["log_loss"]
        for judgement in outcome.judgements
    }
    lost = [
        f"{judgement.predictor} predicts `{judgement.outcome}` better"
        for judgement in outcome.judgements
        if _beats(judgement, losses[f"{judgement.outcome}, model"])
    ]
    yield dg.AssetCheckResult(
        asset_key=engine_key("response_quality"),
        check_name="response_rates_beat_the_baselines",
        passed=not lost,
        severity=dg.AssetCheckSeverity.WARN,
        description="; ".join(lost) or ("They do." if losses else "Too few asks to tell."),
        metadata={f"log loss, {name}": loss for name, loss in losses.items()},
    )


def _beats(judgement: Judgement, model: float) -> bool:
    return judgement.predictor != "model" and judgement.measures["log_loss"] < model


ASSETS = [question_learning]
