"""The predictions of what every buyer will do, and how good such predictions have been."""

from collections.abc import Iterator

import dagster as dg
from dagster_dbt import get_asset_key_for_model

from orchestration.defs.warehouse.assets import customer_models, engine_key
from orchestration.defs.warehouse.resources import Warehouse
from orchestration.lib.prediction.predictions import Outcome, compute_predictions
from orchestration.lib.warehouse.clock import parse_moment
from orchestration.lib.warehouse.connection import writing

_READ = ("int_activity__order_days", "run_clock", "prediction_settings")
_QUESTIONS = {
    "customer_predictions": "How often, for how much and when next will each buyer order?",
    "prediction_parameters": "What did the models learn of the base as a whole?",
    "prediction_quality": "How far were such predictions from what came?",
    "prediction_calibration": "Did what was predicted as likely come as often as predicted?",
}


@dg.multi_asset(
    specs=[
        dg.AssetSpec(
            engine_key(table),
            description=question,
            deps=[get_asset_key_for_model([customer_models], name) for name in _READ],
            group_name="prediction",
            kinds={"duckdb", "python"},
        )
        for table, question in _QUESTIONS.items()
    ],
    check_specs=[
        dg.AssetCheckSpec(
            "predictions_beat_the_baselines",
            asset=engine_key("prediction_quality"),
            description="Do the predictions err less than repeating the last period or the mean of "
            "one's RFM cell?",
        )
    ],
)
def predictions(
    warehouse: Warehouse,
) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
    """What will every buyer do, and how good have such predictions been?"""
    with writing(warehouse.environment) as connection:
        outcome = compute_predictions(connection, parse_moment(warehouse.as_of))
    for table in _QUESTIONS:
        yield dg.MaterializeResult(
            asset_key=engine_key(table),
            metadata={
                "customers": outcome.customers,
                "customers_with_a_prediction": outcome.predicted,
                "abstained_because": outcome.reason or "",
            },
        )
    yield _judgement(outcome)


def _judgement(outcome: Outcome) -> dg.AssetCheckResult:
    """Warn where a baseline errs less: the predictions are published with that warning, since a
    base of some hundred buyers may lose a round by chance."""
    lost = [
        f"{duel.baseline} errs less over {duel.horizon_days} days"
        for examination in outcome.examinations
        for duel in examination.duels()
        if not duel.is_won
    ]
    return dg.AssetCheckResult(
        asset_key=engine_key("prediction_quality"),
        check_name="predictions_beat_the_baselines",
        passed=not lost and not outcome.reason,
        severity=dg.AssetCheckSeverity.WARN,
        description=outcome.reason or "; ".join(lost) or "They do.",
        metadata={
            f"{duel.baseline}, {duel.horizon_days} days": f"{duel.error:.4f} against "
            f"{duel.baseline_error:.4f} (root mean square error of orders)"
            for examination in outcome.examinations
            for duel in examination.duels()
        },
    )


ASSETS = [predictions]
