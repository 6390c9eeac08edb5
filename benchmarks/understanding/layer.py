"""What belongs to the understanding layer, by names of models."""

from collections.abc import Callable, Iterable, Mapping
from fnmatch import fnmatch
from typing import Any

import duckdb

from orchestration.lib.insight.correlation_tests import compute_correlation_tests
from orchestration.lib.insight.trait_tests import compute_trait_tests
from orchestration.lib.prediction.predictions import compute_predictions

PARTS: dict[str, tuple[str, ...]] = {
    "facts": (
        "int_activity__order_days",
        "int_activity__purchases_*",
        "int_segmentation__rfm",
        "int_segmentation__customers_joined",
        "int_segmentation__customer_facts",
        "int_segmentation__understanding_assigned",
        "customer_rfm",
        "rfm_quantiles",
    ),
    "stages": (
        "int_segmentation__lifecycle_*",
        "int_segmentation__category_*",
        "int_segmentation__main_categories_ranked",
        "int_segmentation__vocabulary_*",
        "customer_lifecycle",
        "customer_lifecycle_history",
        "lifecycle_*",
    ),
    "segments": (
        "int_segmentation__segment*",
        "int_segmentation__membership*",
        "int_segmentation__runs_numbered",
        "int_segmentation__scheme_figures",
        "int_segmentation__customers_measured",
        "int_segmentation__measure_facts",
        "segment_memberships",
        "segment_membership_history",
        "segment_daily_counts",
        "segment_overlaps",
        "segment_quality",
        "segment_homogeneity",
        "segment_scheme",
        "segment_definitions",
    ),
    "campaigns": (
        "int_activity__contact*",
        "int_activity__hour_signs",
        "int_activity__best_hours",
        "int_activity__buying_channels",
        "int_segmentation__campaign_*",
        "int_segmentation__variants_compared",
        "campaign_*",
        "contact_habits",
        "habit_quality",
    ),
    "profiling": (
        "int_insight__*",
        "segment_profiles",
        "trait_discrimination",
        "behaviour_correlations",
        "ideal_customer*",
    ),
    "triggers": (
        "int_activity__product_changes",
        "int_activation__*",
        "trigger_decisions",
        "next_messages",
    ),
    "predictions": ("customer_predictions", "prediction_*"),
    "recommendations": (
        "int_recommendation__*",
        "product_affinities",
        "category_affinities",
        "customer_recommendations",
        "recommendation_quality",
    ),
}

# Python assets, with the part they belong to.
ASSETS: dict[str, tuple[str, Callable[[duckdb.DuckDBPyConnection], object]]] = {
    "predictions": ("predictions", compute_predictions),
    "tests of traits": ("profiling", compute_trait_tests),
    "tests of correlations": ("profiling", compute_correlation_tests),
}


def models_of(part: str, nodes: Mapping[str, Any]) -> Iterable[str]:
    """Yield the models of a part, out of dbt's nodes."""
    for name, node in nodes.items():
        if node["resource_type"] == "model" and any(
            fnmatch(node["name"], pattern) for pattern in PARTS[part]
        ):
            yield name
